using IlgpuCam.Images;
using IlgpuCam.Testing;

namespace IlgpuCam.Imaging.Tests;

public sealed class ImageFileTests
{
    public static TheoryData<string> LosslessReferences => ReferencePixels.Names(".png", ".bmp", ".ppm", ".pgm");

    [Theory]
    [MemberData(nameof(LosslessReferences))]
    public void Lossless_reference_pictures_come_out_identical(string name)
    {
        var decoded = ImageFile.Load(TestFiles.Fixture("images/" + name));
        ImageAssert.Same(ReferencePixels.Of(name), decoded.Image, name);
        Assert.Empty(decoded.Warnings);
        Assert.Equal(Path.GetExtension(name) switch { ".ppm" or ".pgm" => "pnm", var extension => extension[1..] }, decoded.Format);
    }

    [Theory]
    [InlineData("images/lossy.webp", "This is a WebP image, which is not supported; supported are JPEG, PNG, BMP and PNM.")]
    [InlineData("images/lossless.webp", "WebP")]
    [InlineData("images/bad/gif", "GIF")]
    [InlineData("images/bad/empty", "empty")]
    [InlineData("images/bad/text", "looks like text")]
    [InlineData("images/bad/png_bad_crc", "check value of PNG chunk IDA\\xAB at offset 33")]
    [InlineData("images/bad/png_huge", "check value of PNG chunk IHDR at offset 8")]
    [InlineData("images/pixels.safetensors", "starts with the bytes")]
    public void What_cannot_be_read_is_refused_with_the_file_and_the_reason(string name, string reason)
    {
        var path = TestFiles.Fixture(name);
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Load(path));
        Assert.StartsWith(path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_without_its_end_gives_the_rows_it_has_and_a_warning()
    {
        var decoded = ImageFile.Load(TestFiles.Fixture("images/bad/png_truncated"));
        Assert.Contains("its pixels end after 65 of 135 rows", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
        var whole = ReferencePixels.Of("rgb.png");
        Assert.Equal(whole.Pixels[..(65 * 175 * 3)], decoded.Image.Pixels[..(65 * 175 * 3)]);
        Assert.Equal(new byte[70 * 175 * 3], decoded.Image.Pixels[(65 * 175 * 3)..]);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => ImageFile.Load("/no-such-folder-no-such-file.png".Replace("/", "", StringComparison.Ordinal)));
        Assert.Contains("no-such-file.png", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Streams_need_no_length_and_are_read_from_where_they_are()
    {
        var file = File.ReadAllBytes(TestFiles.Fixture("images/rgb.png"));
        using var pipe = new Trickle([1, 2, 3, .. file]);
        pipe.ReadExactly(new byte[3]);
        ImageAssert.Same(ReferencePixels.Of("rgb.png"), ImageFile.Load(pipe).Image);
        using var memory = new MemoryStream([1, 2, 3, .. file]) { Position = 3 };
        ImageAssert.Same(ReferencePixels.Of("rgb.png"), ImageFile.Load(memory).Image);
    }

    [Fact]
    public void The_limit_on_pixels_is_the_callers()
    {
        var file = File.ReadAllBytes(TestFiles.Fixture("images/rgb.png"));
        ImageFile.Decode(file, new DecodeOptions { MaxPixels = 175 * 135 });
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file, new DecodeOptions { MaxPixels = (175 * 135) - 1 }));
        Assert.Contains("23625 pixels, more than the limit of 23624", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.PNG")]
    public void Saved_pictures_replace_what_was_there_and_come_back(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], "old");
        var image = ImageAssert.Smooth(31, 17, 1);
        ImageFile.Save(folder[name], image);
        ImageAssert.Same(image, ImageFile.Load(folder[name]).Image);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a.JPEG")]
    public void Saved_JPEG_files_come_back_nearly_the_same(string name)
    {
        using var folder = new TemporaryFolder();
        var image = ImageAssert.Draw(31, 17, (x, y) => (x * 8, y * 15, 128));
        ImageFile.Save(folder[name], image);
        var decoded = ImageFile.Load(folder[name]);
        Assert.Equal("jpeg", decoded.Format);
        Assert.All(image.Pixels.Zip(decoded.Image.Pixels), pair => Assert.InRange(pair.Second - pair.First, -12, 12));
    }

    [Fact]
    public void Grey_pictures_come_back()
    {
        using var folder = new TemporaryFolder();
        ImageFile.SaveGray(folder["mask.png"], new byte[] { 0, 255, 255, 0, 0, 255 }, 3, 2);
        Assert.Equal([0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255], ImageFile.Load(folder["mask.png"]).Image.Pixels);
    }

    [Fact]
    public void A_failed_save_leaves_what_was_there_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mask.png"], "old");
        Assert.Throws<ImageFormatException>(() => ImageFile.SaveGray(folder["mask.png"], new byte[7], 3, 2));
        Assert.Throws<ImageFormatException>(() => ImageFile.SaveGray(folder["mask.jpg"], new byte[6], 3, 2));
        Assert.Throws<ImageFormatException>(() => ImageFile.Save(folder["a.webp"], new RgbImage(1, 1)));
        Assert.Throws<ImageFormatException>(() => ImageFile.Save(folder["a"], new RgbImage(1, 1)));
        Assert.ThrowsAny<IOException>(() => ImageFile.Save(Path.Combine(folder.Path, "none", "a.png"), new RgbImage(1, 1)));
        Assert.Equal([folder["mask.png"]], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal("old", File.ReadAllText(folder["mask.png"]));
    }

    /// <summary>A stream that cannot seek and hands out a few bytes at a time.</summary>
    private sealed class Trickle(byte[] data) : MemoryStream(data)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
    }
}
