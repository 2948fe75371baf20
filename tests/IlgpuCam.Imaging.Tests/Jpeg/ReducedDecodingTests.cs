using System.Security.Cryptography;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Jpeg;

namespace IlgpuCam.Imaging.Tests.Jpeg;

public sealed class ReducedDecodingTests
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (7, 9), (17, 33), (33, 17), (64, 48), (131, 75)];

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    public void A_reduced_block_holds_the_means_of_the_whole_one(int side)
    {
        var steps = Enumerable.Range(0, 64).Select(i => (short)(3 + (i % 7))).ToArray();
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var block = new short[64];
            block[0] = (short)random.Next(-100, 100);
            for (var i = 1; i < 64; i++)
            {
                block[i] = (short)random.Next(-3, 4);
            }

            var samples = new byte[64];
            ReducedInverseDct.Transform(block, steps, side, samples, stride: 8);
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                {
                    var expected = Math.Clamp(Mean(block, steps, x, y, 8 / side) + 128, 0, 255);
                    Assert.InRange(samples[(8 * y) + x], expected - 0.55, expected + 0.55);
                }
            }

            Assert.All(Enumerable.Range(0, 64).Where(i => i / 8 >= side || i % 8 >= side), i => Assert.Equal(0, samples[i]));
        }
    }

    [Theory]
    [InlineData(JpegSubsampling.None)]
    [InlineData(JpegSubsampling.Half)]
    public void A_reduced_picture_is_the_whole_one_averaged(JpegSubsampling subsampling)
    {
        foreach (var (width, height) in Sizes)
        {
            var file = Encode(Soft(width, height), subsampling);
            for (var factor = 2; factor <= 8; factor *= 2)
            {
                Assert.All(Differences(file, factor), difference => Assert.InRange(difference, 0, 6));
            }
        }
    }

    // The first eight bytes of the SHA-256 of the pixels at a half, a quarter and an eighth, from TurboJPEG's tjDecompress2.
    [Theory]
    [InlineData("baseline_420.jpg", "4A7B429C3740E6B9", "EC43954B9A19A07A", "E77AC77562F8323D")]
    [InlineData("baseline_422.jpg", "7E60961EB6677B45", "A74C06444AAF8302", "DB4CB9B26916DBE2")]
    [InlineData("baseline_444.jpg", "E834F8DE00EDF85A", "C76F83F50DE1343C", "70DC59576E739673")]
    [InlineData("progressive_420.jpg", "4A7B429C3740E6B9", "EC43954B9A19A07A", "E77AC77562F8323D")]
    [InlineData("progressive_422.jpg", "7E60961EB6677B45", "A74C06444AAF8302", "DB4CB9B26916DBE2")]
    [InlineData("gray_progressive.jpg", "6A97A6E393D20D7F", "6A6481852E195780", "CF9209384CBBD0E2")]
    [InlineData("rgb_adobe.jpg", "FBFF52C88BC5C06B", "9D722A4BA3B2EAD6", "E15320F4EE2780C6")]
    [InlineData("restart_rows.jpg", "6CB7B00E235481E8", "7138DB7AB808D565", "1C71499B4F10B917")]
    [InlineData("tall.jpg", "8FB47D98CA841A28", "EA185601B7AB61A8", "C60C82B4E9938885")]
    public void Reduced_pixels_are_those_of_libjpeg_turbo(string name, params string[] hashes)
    {
        for (var i = 0; i < hashes.Length; i++)
        {
            var pixels = Decode(JpegDecoderTests.Fixture(name), 2 << i).Image.Pixels;
            Assert.Equal(hashes[i], Convert.ToHexString(SHA256.HashData(pixels))[..16]);
        }
    }

    [Fact]
    public void A_reduced_cmyk_file_is_on_average_the_whole_one()
    {
        for (var factor = 2; factor <= 8; factor *= 2)
        {
            Assert.InRange(Differences(JpegDecoderTests.Fixture("cmyk_adobe.jpg"), factor).Average(), 0, 2.5);
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 1, 1)]
    [InlineData(2, 2, 1, 1)]
    [InlineData(2, 2, 2, 1)]
    [InlineData(4, 2, 1, 1)]
    [InlineData(2, 4, 1, 1)]
    [InlineData(3, 1, 2, 1)]
    [InlineData(1, 3, 1, 2)]
    [InlineData(1, 1, 2, 2)]
    [InlineData(2, 1, 1, 2)]
    public void Every_sampling_gives_the_size_rounded_up(int lumaHorizontal, int lumaVertical, int chromaHorizontal, int chromaVertical)
    {
        foreach (var (width, height) in Sizes)
        {
            foreach (var separate in new[] { false, true })
            {
                var file = new TestJpeg
                {
                    Width = width,
                    Height = height,
                    Factors = [(lumaHorizontal, lumaVertical), (chromaHorizontal, chromaVertical), (chromaHorizontal, chromaVertical)],
                    Separate = separate,
                }.ToArray();
                for (var factor = 2; factor <= 8; factor *= 2)
                {
                    var reduced = Decode(file, factor);
                    Assert.Equal((Up(width, factor), Up(height, factor)), (reduced.Image.Width, reduced.Image.Height));
                    Assert.Empty(reduced.Warnings);
                }
            }
        }
    }

    [Theory]
    [InlineData(JpegSubsampling.None)]
    [InlineData(JpegSubsampling.Half)]
    public void A_picture_of_one_colour_keeps_it_exactly(JpegSubsampling subsampling)
    {
        foreach (var (width, height) in Sizes)
        {
            var file = Encode(ImageAssert.Draw(width, height, (_, _) => (200, 90, 30)), subsampling);
            var whole = JpegDecoderTests.Decode(file).Image.Pixels.AsSpan(0, 3).ToArray();
            Assert.All(whole.Zip([200, 90, 30]), c => Assert.InRange(c.First - c.Second, -3, 3));
            for (var factor = 2; factor <= 8; factor *= 2)
            {
                var reduced = Decode(file, factor).Image;
                ImageAssert.Same(ImageAssert.Draw(Up(width, factor), Up(height, factor), (_, _) => (whole[0], whole[1], whole[2])), reduced);
            }
        }
    }

    [Fact]
    public void The_smallest_size_is_chosen_that_will_do()
    {
        var file = Encode(Soft(131, 75), JpegSubsampling.Half);
        (int Width, int Height) SizeAtLeast(int width, int height)
        {
            var image = JpegDecoder.Decode(file, new() { AtLeast = (width, height) }).Image;
            return (image.Width, image.Height);
        }

        Assert.Equal((131, 75), SizeAtLeast(67, 1));
        Assert.Equal((131, 75), SizeAtLeast(1, 39));
        Assert.Equal((131, 75), SizeAtLeast(500, 500));
        Assert.Equal((66, 38), SizeAtLeast(66, 38));
        Assert.Equal((66, 38), SizeAtLeast(34, 1));
        Assert.Equal((33, 19), SizeAtLeast(33, 19));
        Assert.Equal((17, 10), SizeAtLeast(17, 10));
        Assert.Equal((17, 10), SizeAtLeast(-1, 0));
    }

    [Fact]
    public void A_reduced_picture_is_turned_upright()
    {
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            var file = JpegDecoderTests.Fixture($"exif_{orientation}.jpg");
            var whole = JpegDecoderTests.Decode(file).Image;
            var stored = JpegDecoder.Decode(file, new() { ApplyOrientation = false, AtLeast = (1, 1) });
            var (least, other) = (Up(whole.Width, 4), Up(whole.Height, 4));
            var reduced = JpegDecoder.Decode(file, new() { AtLeast = (least, other) });

            Assert.Equal((least, other), (reduced.Image.Width, reduced.Image.Height));
            Assert.Equal((whole.Width, whole.Height), (reduced.Photo.Width, reduced.Photo.Height));
            Assert.Equal((60, 40), (stored.Photo.Width, stored.Photo.Height));
            var upright = JpegDecoder.Decode(file, new() { AtLeast = (1, 1) }).Image;
            ImageAssert.Same(Orientation.Apply(stored.Image, orientation), upright, $"orientation {orientation}");
        }
    }

    [Fact]
    public void The_photo_covers_the_last_pixels_in_part_whichever_way_it_is_turned()
    {
        var photo = new Photo(new RgbImage(3, 2), 17, 9, new(0, 0, 2.125f, 1.125f));
        Assert.Equal(new SourceBox(0, 0, 2.125f, 1.125f), Orientation.Apply(photo, 1).Area);
        Assert.Equal(new SourceBox(0.875f, 0, 3, 1.125f), Orientation.Apply(photo, 2).Area);
        Assert.Equal(new SourceBox(0.875f, 0.875f, 3, 2), Orientation.Apply(photo, 3).Area);
        Assert.Equal(new SourceBox(0, 0.875f, 2.125f, 2), Orientation.Apply(photo, 4).Area);
        Assert.Equal(new SourceBox(0, 0, 1.125f, 2.125f), Orientation.Apply(photo, 5).Area);
        Assert.Equal(new SourceBox(0.875f, 0, 2, 2.125f), Orientation.Apply(photo, 6).Area);
        Assert.Equal(new SourceBox(0.875f, 0.875f, 2, 3), Orientation.Apply(photo, 7).Area);
        Assert.Equal(new SourceBox(0, 0.875f, 1.125f, 3), Orientation.Apply(photo, 8).Area);
        Assert.Equal((9, 17), (Orientation.Apply(photo, 6).Width, Orientation.Apply(photo, 6).Height));
    }

    [Fact]
    public void A_network_sees_nearly_the_same_in_a_reduced_photo()
    {
        var file = Encode(Soft(331, 275), JpegSubsampling.Half);
        var preprocessing = Preprocessing.None.WithSize(20, 24);
        foreach (var resize in new[] { ResizeMode.Squash, ResizeMode.Shorter, ResizeMode.Letterbox })
        {
            var full = (preprocessing with { Resize = resize }).Apply(JpegDecoderTests.Decode(file).Image).Data;
            var reduced = new float[full.Length];
            (preprocessing with { Resize = resize }).Apply(Decode(file, 4).Photo, reduced);
            Assert.InRange(full.Zip(reduced, (a, b) => Math.Abs(a - b)).Max(), 0, 2);
        }
    }

    private static double Mean(short[] block, short[] steps, int x, int y, int count)
    {
        var sum = 0.0;
        for (var v = 0; v < 8; v++)
        {
            for (var u = 0; u < 8; u++)
            {
                sum += block[(8 * v) + u] * steps[(8 * v) + u] * Basis(u, x) * Basis(v, y);
            }
        }

        return sum;

        double Basis(int k, int at) => Enumerable.Range(at * count, count).Average(i => (k == 0 ? Math.Sqrt(0.5) : 1) / 2 * Math.Cos(((2 * i) + 1) * k * Math.PI / 16));
    }

    // Of all channels of all pixels, how far the reduced picture is from the mean of the whole one.
    private static List<double> Differences(byte[] file, int factor)
    {
        var whole = JpegDecoderTests.Decode(file).Image;
        var decoded = Decode(file, factor);
        var reduced = decoded.Image;
        Assert.Equal((Up(whole.Width, factor), Up(whole.Height, factor)), (reduced.Width, reduced.Height));
        Assert.Equal((whole.Width, whole.Height), (decoded.Photo.Width, decoded.Photo.Height));
        if (whole.Width > 1)
        {
            Assert.Equal(new SourceBox(0, 0, whole.Width / (float)factor, whole.Height / (float)factor), decoded.Photo.Area);
        }

        // The last column and row hold what the encoder put behind the picture.
        var differences = new List<double>();
        for (var y = 0; y < whole.Height / factor; y++)
        {
            for (var x = 0; x < whole.Width / factor; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var mean = Enumerable.Range(0, factor * factor)
                        .Average(i => whole.Row((y * factor) + (i / factor))[(3 * ((x * factor) + (i % factor))) + c]);
                    differences.Add(Math.Abs(reduced.Row(y)[(3 * x) + c] - mean));
                }
            }
        }

        return differences;
    }

    private static DecodedImage Decode(byte[] file, int factor)
    {
        var whole = JpegDecoderTests.Decode(file).Image;
        return JpegDecoder.Decode(file, new() { AtLeast = (Up(whole.Width, factor), Up(whole.Height, factor)) });
    }

    private static int Up(int value, int divisor) => (value + divisor - 1) / divisor;

    private static byte[] Encode(RgbImage image, JpegSubsampling subsampling)
    {
        using var file = new MemoryStream();
        JpegEncoder.Encode(image, file, new JpegEncoderOptions { Quality = 95, Subsampling = subsampling });
        return file.ToArray();
    }

    // No colour near black or white: a mean of clamped pixels is not a clamped mean.
    private static RgbImage Soft(int width, int height) => ImageAssert.Draw(width, height, (x, y) => (
        128 + (int)(60 * Math.Sin(x / 11.0)), 128 + (int)(60 * Math.Cos((x + (2 * y)) / 17.0)), 128 + (int)(50 * Math.Sin(y / 13.0))));
}
