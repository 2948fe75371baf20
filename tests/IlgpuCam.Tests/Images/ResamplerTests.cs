using IlgpuCam.Images;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Images;

public sealed class ResamplerTests
{
    public static TheoryData<string> ReferenceCases()
    {
        var cases = new TheoryData<string>();
        using var file = SafeTensorsFile.Open(TestFiles.Fixture("images/resampling.safetensors"));
        foreach (var name in file.Names.Where(name => name != "source"))
        {
            cases.Add(name);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(ReferenceCases))]
    public void Every_pixel_is_the_one_that_Pillow_computes(string name)
    {
        using var file = SafeTensorsFile.Open(TestFiles.Fixture("images/resampling.safetensors"));
        var source = Image(file["source"]);
        var expected = Image(file[name]);
        var parts = name.Split('_');
        SourceBox? box = parts.Length == 2 ? null : new(Coordinate(parts[4]), Coordinate(parts[5]), Coordinate(parts[6]), Coordinate(parts[7]));

        var actual = Resampler.Resize(source, expected.Width, expected.Height, Enum.Parse<ResampleFilter>(parts[0], ignoreCase: true), box);

        Assert.Equal($"{expected.Width}x{expected.Height}", parts[1]);
        Assert.Equal(expected.Pixels, actual.Pixels);
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 7, 5)]
    [InlineData(17, 1, 5, 3)]
    [InlineData(1, 33, 4, 8)]
    [InlineData(67, 45, 67, 20)]
    [InlineData(67, 45, 11, 45)]
    [InlineData(67, 45, 67, 45)]
    [InlineData(31, 64, 200, 9)]
    [InlineData(300, 2, 3, 100)]
    public void Any_size_matches_the_definition(int width, int height, int newWidth, int newHeight)
    {
        var source = Noise(width, height, seed: (width * 1000) + newWidth);
        foreach (var filter in Enum.GetValues<ResampleFilter>())
        {
            var expected = PlainResize.Resize(source, newWidth, newHeight, filter, new(0, 0, width, height));
            Assert.Equal(expected, Resampler.Resize(source, newWidth, newHeight, filter).Pixels);
        }
    }

    [Fact]
    public void A_box_between_pixels_matches_the_definition()
    {
        var source = Noise(53, 41, seed: 3);
        foreach (var filter in Enum.GetValues<ResampleFilter>())
        {
            foreach (var box in new SourceBox[] { new(0.25f, 3.5f, 52.75f, 40), new(10, 0, 11, 41), new(7.3f, 8.9f, 7.4f, 9), new(0, 0, 53, 20) })
            {
                Assert.Equal(PlainResize.Resize(source, 53, 20, filter, box), Resampler.Resize(source, 53, 20, filter, box).Pixels);
            }
        }
    }

    [Fact]
    public void A_window_is_cut_from_the_whole()
    {
        var source = Noise(90, 60, seed: 4);
        foreach (var (fullWidth, fullHeight) in new[] { (200, 133), (45, 30), (90, 31), (33, 60), (90, 60) })
        {
            const int X = 5, Y = 7, Width = 26, Height = 19;
            var full = Resampler.Resize(source, fullWidth, fullHeight, ResampleFilter.Bicubic);
            var window = new RgbImage(Width, Height);
            Resampler.ResizeWindow(
                source, new(90, 0, 90, fullWidth, X, Width), new(60, 0, 60, fullHeight, Y, Height), ResampleFilter.Bicubic, window.Pixels, Width * 3);
            for (var y = 0; y < Height; y++)
            {
                Assert.Equal(full.Row(Y + y).Slice(X * 3, Width * 3), window.Row(y));
            }
        }
    }

    [Theory]
    [InlineData(70_000, 1, 3, 2)]
    [InlineData(1, 700_000, 5, 1)]
    [InlineData(1_500_000, 1, 2, 1)]
    public void Long_pictures_are_resized_in_strips(int width, int height, int newWidth, int newHeight)
    {
        var source = Noise(width, height, seed: 5);
        var expected = PlainResize.Resize(source, newWidth, newHeight, ResampleFilter.Bilinear, new(0, 0, width, height));
        Assert.Equal(expected, Resampler.Resize(source, newWidth, newHeight, ResampleFilter.Bilinear).Pixels);
    }

    [Fact]
    public void A_picture_too_long_to_shrink_is_an_error()
    {
        var error = Assert.Throws<ImageFormatException>(() => Resampler.Resize(new(40_000_000, 1), 1, 1, ResampleFilter.Lanczos));
        Assert.Equal("Resizing 40000000 pixels to 1 takes 40000000 source pixels for each, more than 16777216.", error.Message);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Impossible_sizes_are_errors(int width, int height) =>
        Assert.Throws<ImageFormatException>(() => Resampler.Resize(new(4, 4), width, height, ResampleFilter.Box));

    [Theory]
    [InlineData(-1, 0, 4, 4)]
    [InlineData(0, 0, 4.5, 4)]
    [InlineData(2, 0, 2, 4)]
    [InlineData(0, 3, 4, 1)]
    [InlineData(float.NaN, 0, 4, 4)]
    [InlineData(0, 0, 4, float.PositiveInfinity)]
    public void A_box_outside_the_picture_is_an_error(float x0, float y0, float x1, float y1) =>
        Assert.Throws<ImageFormatException>(() => Resampler.Resize(new(4, 4), 2, 2, ResampleFilter.Box, new SourceBox(x0, y0, x1, y1)));

    [Fact]
    public void A_destination_that_is_too_short_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Resampler.Resize(new(4, 4), 2, 2, ResampleFilter.Box, new byte[11]));

    internal static RgbImage Noise(int width, int height, int seed)
    {
        var image = new RgbImage(width, height);
        new Random(seed).NextBytes(image.Pixels);

        // Extremes side by side make the filters with negative weights overshoot.
        for (var i = 0; i < image.Pixels.Length; i += 5)
        {
            image.Pixels[i] = (byte)(image.Pixels[i] < 128 ? 0 : 255);
        }

        return image;
    }

    private static RgbImage Image(ConstantTensor tensor) => new(tensor.Shape[1], tensor.Shape[0], tensor.Bytes.ToArray());

    private static float Coordinate(string text) => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
