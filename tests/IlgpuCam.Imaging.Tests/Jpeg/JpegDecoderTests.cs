using IlgpuCam.Images;
using IlgpuCam.Imaging.Jpeg;
using IlgpuCam.Testing;

namespace IlgpuCam.Imaging.Tests.Jpeg;

public sealed class JpegDecoderTests
{
    public static TheoryData<string> References => ReferencePixels.Names(".jpg");

    [Theory]
    [MemberData(nameof(References))]
    public void Pixels_are_those_of_libjpeg_turbo(string name)
    {
        var decoded = Decode(Fixture(name));
        ImageAssert.Same(ReferencePixels.Of(name), decoded.Image, name);
        Assert.Empty(decoded.Warnings);
        Assert.Equal("jpeg", decoded.Format);
    }

    [Theory]
    [InlineData(4, 1, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 1, 1)]
    [InlineData(2, 2, 1, 1)]
    [InlineData(2, 2, 2, 1)]
    [InlineData(2, 2, 1, 2)]
    [InlineData(4, 2, 1, 1)]
    [InlineData(1, 4, 1, 1)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(1, 3, 1, 1)]
    [InlineData(3, 2, 1, 1)]
    [InlineData(2, 4, 1, 1)]
    [InlineData(4, 1, 2, 1)]
    [InlineData(1, 4, 1, 2)]
    [InlineData(3, 1, 2, 1)]
    [InlineData(1, 3, 1, 2)]
    [InlineData(1, 1, 2, 2)]
    [InlineData(1, 1, 2, 1)]
    [InlineData(2, 1, 1, 2)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(1, 1, 1, 4)]
    public void Every_sampling_is_brought_to_full_size(int lumaHorizontal, int lumaVertical, int chromaHorizontal, int chromaVertical)
    {
        foreach (var (width, height) in new[] { (1, 1), (2, 3), (5, 2), (8, 8), (9, 17), (33, 31), (70, 45) })
        {
            foreach (var separate in new[] { false, true })
            {
                CheckYCbCr(new TestJpeg
                {
                    Width = width,
                    Height = height,
                    Factors = [(lumaHorizontal, lumaVertical), (chromaHorizontal, chromaVertical), (chromaHorizontal, chromaVertical)],
                    Separate = separate,
                    RestartInterval = width == 33 ? 2 : 0,
                });
            }
        }
    }

    [Fact]
    public void The_chroma_components_may_differ_in_their_sampling() =>
        CheckYCbCr(new TestJpeg { Width = 50, Height = 39, Factors = [(2, 2), (1, 2), (2, 1)] });

    [Fact]
    public void The_factors_of_a_single_component_mean_nothing()
    {
        var file = new TestJpeg { Width = 27, Height = 21, Factors = [(2, 3)], Names = "x" };
        Check(file, (planes, i) => (planes[0][i], planes[0][i], planes[0][i]));
    }

    [Fact]
    public void Typical_huffman_tables_may_be_left_out() => CheckYCbCr(new TestJpeg { WithHuffmanTables = false });

    [Fact]
    public void Names_tell_rgb_where_no_segment_speaks_of_colours()
    {
        Check(new TestJpeg { Names = "RGB" }, (planes, i) => (planes[0][i], planes[1][i], planes[2][i]));
        CheckYCbCr(new TestJpeg { Names = "RGB", Jfif = true });
        CheckYCbCr(new TestJpeg { Names = "RGB", AdobeTransform = 1 });
        CheckYCbCr(new TestJpeg { Names = "abc" });
        Check(new TestJpeg { AdobeTransform = 0 }, (planes, i) => (planes[0][i], planes[1][i], planes[2][i]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData((byte)0)]
    [InlineData((byte)2)]
    public void Four_components_are_light_that_inks_let_through(byte? transform)
    {
        var file = new TestJpeg { Width = 35, Height = 20, Factors = [(2, 1), (1, 1), (1, 1), (2, 1)], AdobeTransform = transform };
        Check(file, (planes, i) =>
        {
            var (c, m, y) = ((int)planes[0][i], (int)planes[1][i], (int)planes[2][i]);
            if (transform == 2)
            {
                var (r, g, b) = PlainDecoder.ToRgb(c, m, y);
                (c, m, y) = (255 - r, 255 - g, 255 - b);
            }

            // Pillow's rounded division by 255.
            int k = planes[3][i];
            byte Mix(int light) => (byte)(k - (int)Math.Round((255 - light) * k / 255.0, MidpointRounding.AwayFromZero));
            return (Mix(c), Mix(m), Mix(y));
        });
    }

    [Fact]
    public void Sixteen_bit_quantisation_steps_are_read()
    {
        var narrow = new TestJpeg().ToArray();
        var at = narrow.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]);
        var steps = Enumerable.Range(0, 128).Select(i => (byte)(i % 2 * 3));
        byte[] wide = [.. narrow[..at], 0xFF, 0xDB, 0, 131, 0x10, .. steps, .. narrow[(at + 69)..]];
        ImageAssert.Same(Decode(narrow).Image, Decode(wide).Image);
    }

    [Fact]
    public void Fill_bytes_and_stray_bytes_between_segments_are_passed_over()
    {
        var file = Fixture("baseline_420.jpg");
        byte[] start = [0xFF, 0xD8, 0xFF, 0xFF, 0xFF, 0xFE, 0, 4, 1, 2, 0x42, 0xFF, 0x00, 0x17, 0xFF];
        byte[] stuffed = [.. start, .. file[2..], 1, 2, 3, 0xFF, 0xD8, 0xFF];
        var decoded = Decode(stuffed);
        ImageAssert.Same(ReferencePixels.Of("baseline_420.jpg"), decoded.Image);
        Assert.Empty(decoded.Warnings);
    }

    [Fact]
    public void Orientation_is_applied_only_where_asked_for()
    {
        var upright = Decode(Fixture("exif_1.jpg")).Image;
        var stored = JpegDecoder.Decode(Fixture("exif_6.jpg"), new DecodeOptions { ApplyOrientation = false }).Image;
        Assert.Equal((60, 40), (stored.Width, stored.Height));
        Assert.Equal((60, 40), (upright.Width, upright.Height));
        ImageAssert.Same(ReferencePixels.Of("exif_6.jpg"), Orientation.Apply(stored, 6));
    }

    [Fact]
    public void A_damaged_exif_block_is_a_warning()
    {
        var file = Fixture("exif_6.jpg");
        var at = file.AsSpan().IndexOf("Exif"u8);
        file[at + 6] = (byte)'X';
        var decoded = Decode(file);
        Assert.Contains("EXIF", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
        Assert.Equal((60, 40), (decoded.Image.Width, decoded.Image.Height));
    }

    internal static byte[] Fixture(string name) => File.ReadAllBytes(TestFiles.Fixture("images/" + name));

    internal static DecodedImage Decode(byte[] file) => JpegDecoder.Decode(file, DecodeOptions.Default);

    private static void CheckYCbCr(TestJpeg file) => Check(file, (planes, i) => PlainDecoder.ToRgb(planes[0][i], planes[1][i], planes[2][i]));

    private static void Check(TestJpeg file, Func<byte[][], int, (byte R, byte G, byte B)> color)
    {
        var decoded = Decode(file.ToArray());
        var planes = PlainDecoder.Planes(file);
        var expected = ImageAssert.Draw(file.Width, file.Height, (x, y) => color(planes, (y * file.Width) + x));
        ImageAssert.Same(expected, decoded.Image, $"{file.Width}x{file.Height}");
        Assert.Empty(decoded.Warnings);
    }
}
