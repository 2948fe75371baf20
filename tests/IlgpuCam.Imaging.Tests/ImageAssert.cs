using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Tests;

/// <summary>Comparisons of pictures that say where they differ.</summary>
internal static class ImageAssert
{
    /// <summary>Asserts that two pictures are identical.</summary>
    public static void Same(RgbImage expected, RgbImage actual, string what = "")
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        var at = expected.Pixels.AsSpan().CommonPrefixLength(actual.Pixels);
        if (at < expected.Pixels.Length)
        {
            var pixel = at / 3;
            Assert.Fail($"{what}: channel {at % 3} at ({pixel % expected.Width}, {pixel / expected.Width}) is {actual.Pixels[at]}, expected {expected.Pixels[at]}");
        }
    }

    /// <summary>A picture with a colour from a formula at each pixel.</summary>
    public static RgbImage Draw(int width, int height, Func<int, int, (int R, int G, int B)> color)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = color(x, y);
                (image.Row(y)[3 * x], image.Row(y)[(3 * x) + 1], image.Row(y)[(3 * x) + 2]) = ((byte)r, (byte)g, (byte)b);
            }
        }

        return image;
    }

    /// <summary>A picture of random pixels.</summary>
    public static RgbImage Noise(int width, int height, int seed)
    {
        var image = new RgbImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    /// <summary>A smooth picture with some noise, as photos are.</summary>
    public static RgbImage Smooth(int width, int height, int seed)
    {
        var random = new Random(seed);
        return Draw(width, height, (x, y) => (((x * 5) + random.Next(4)) & 255, ((y * 3) + x) & 255, 128 + (int)(100 * Math.Sin((x + (2 * y)) / 9.0))));
    }
}
