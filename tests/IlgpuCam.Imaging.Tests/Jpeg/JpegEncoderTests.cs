using IlgpuCam.Images;
using IlgpuCam.Imaging.Jpeg;
using IlgpuCam.Testing;

namespace IlgpuCam.Imaging.Tests.Jpeg;

public sealed class JpegEncoderTests
{
    [Theory]
    [InlineData("baseline_420.jpg", 88, JpegSubsampling.Half, false)]
    [InlineData("baseline_444.jpg", 88, JpegSubsampling.None, false)]
    [InlineData("q10_420.jpg", 10, JpegSubsampling.Half, false)]
    [InlineData("q100_444.jpg", 100, JpegSubsampling.None, false)]
    [InlineData("optimized.jpg", 75, JpegSubsampling.Half, true)]
    public void Files_are_those_of_libjpeg_turbo_byte_for_byte(string name, int quality, JpegSubsampling subsampling, bool optimize)
    {
        var options = new JpegEncoderOptions { Quality = quality, Subsampling = subsampling, OptimizeHuffman = optimize };
        Assert.Equal(JpegDecoderTests.Fixture(name), Encode(ReferencePixels.Of("rgb.png"), options));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 9)]
    [InlineData(8, 8)]
    [InlineData(16, 17)]
    [InlineData(23, 41)]
    [InlineData(100, 3)]
    public void Pictures_of_any_size_come_back_alike(int width, int height)
    {
        var image = ImageAssert.Smooth(width, height, width);
        foreach (var optimize in new[] { false, true })
        {
            Assert.InRange(Difference(image, new() { Quality = 100, OptimizeHuffman = optimize }), 0, 2);

            // The picture's colour runs through all values and begins anew, which half the chroma samples cannot show.
            Assert.InRange(Difference(image, new() { Quality = 100, Subsampling = JpegSubsampling.Half, OptimizeHuffman = optimize }), 0, 30);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(100)]
    public void Noise_at_every_quality_is_readable(int quality)
    {
        var image = ImageAssert.Noise(61, 47, quality);
        foreach (var subsampling in Enum.GetValues<JpegSubsampling>())
        {
            var decoded = JpegDecoderTests.Decode(Encode(image, new() { Quality = quality, Subsampling = subsampling }));
            Assert.Empty(decoded.Warnings);
            Assert.Equal((61, 47), (decoded.Image.Width, decoded.Image.Height));
        }
    }

    [Fact]
    public void Better_quality_is_closer_and_larger_and_the_same_input_gives_the_same_file()
    {
        var image = ImageAssert.Smooth(90, 70, 3);
        var (errors, sizes) = (new List<double>(), new List<int>());
        foreach (var quality in new[] { 5, 30, 60, 90, 100 })
        {
            var options = new JpegEncoderOptions { Quality = quality };
            var file = Encode(image, options);
            Assert.Equal(file, Encode(image, options));
            Assert.True(file.Length < Encode(image, options with { OptimizeHuffman = false }).Length);
            errors.Add(Difference(image, options));
            sizes.Add(file.Length);
        }

        Assert.Equal(errors.OrderDescending(), errors);
        Assert.Equal(sizes.Order(), sizes);
    }

    [Fact]
    public void Quality_and_size_have_limits()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Encode(new RgbImage(1, 1), new() { Quality = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Encode(new RgbImage(1, 1), new() { Quality = 101 }));
        var error = Assert.Throws<ImageFormatException>(() => Encode(new RgbImage(65536, 1), new()));
        Assert.Contains("65536x1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("b.JPEG")]
    public void The_extension_names_the_format(string name)
    {
        using var folder = new TemporaryFolder();
        ImageFile.Save(folder[name], ImageAssert.Smooth(20, 30, 5));
        var decoded = ImageFile.Load(folder[name]);
        Assert.Equal(("jpeg", 20, 30), (decoded.Format, decoded.Image.Width, decoded.Image.Height));
    }

    private static double Difference(RgbImage image, JpegEncoderOptions options)
    {
        var decoded = JpegDecoderTests.Decode(Encode(image, options)).Image;
        return image.Pixels.Zip(decoded.Pixels, (a, b) => Math.Abs(a - b)).Average();
    }

    private static byte[] Encode(RgbImage image, JpegEncoderOptions options)
    {
        using var stream = new MemoryStream();
        JpegEncoder.Encode(image, stream, options);
        return stream.ToArray();
    }
}
