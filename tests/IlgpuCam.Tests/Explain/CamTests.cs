using IlgpuCam.Explain;

namespace IlgpuCam.Tests.Explain;

public sealed class CamTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 1, 1)]
    [InlineData(3, 1, 7)]
    [InlineData(4, 2, 4)]
    [InlineData(17, 3, 3)]
    [InlineData(640, 7, 7)]
    [InlineData(9, 13, 13)]
    [InlineData(2, 4, 8)]
    public void Every_place_is_the_weighted_sum_of_its_features(int channels, int height, int width)
    {
        var random = new Random((channels * 100) + width);
        var features = Values(random, channels * height * width);
        var weights = Values(random, 3 * channels);
        var maps = new float[3 * height * width];

        Cam.Compute(features, channels, height, width, weights, maps);

        for (var i = 0; i < maps.Length; i++)
        {
            var (c, place) = (i / (height * width), i % (height * width));
            var expected = Enumerable.Range(0, channels).Sum(k => (double)weights[(c * channels) + k] * features[(k * height * width) + place]);
            Assert.Equal(expected, maps[i], 1e-4);
        }

        var second = Cam.Compute(features, channels, height, width, weights.AsSpan(channels, channels));
        Assert.Equal(maps[(height * width)..(2 * height * width)], second.Values);
        Assert.Equal((height, width), (second.Height, second.Width));
        Assert.Equal(second.Values[^1], second[height - 1, width - 1]);
    }

    [Fact]
    public void Wrong_sizes_are_errors()
    {
        Assert.Throws<ArgumentException>(() => Cam.Compute(new float[7], 2, 2, 2, new float[2]));
        Assert.Throws<ArgumentException>(() => Cam.Compute(new float[8], 2, 2, 2, new float[3]));
        Assert.Throws<ArgumentException>(() => Cam.Compute(new float[8], 2, 2, 2, []));
        Assert.Throws<ArgumentException>(() => Cam.Compute([], 0, 2, 2, []));
        Assert.Throws<ArgumentException>(() => Cam.Compute(new float[8], -2, -2, 2, new float[2]));
        Assert.Throws<ArgumentException>(() => Cam.Compute(new float[8], 2, 2, 2, new float[4], new float[4]));
        Assert.Throws<ArgumentException>(() => new ActivationMap(2, 2, new float[5]));
        Assert.Throws<ArgumentException>(() => new ActivationMap(0, 2, []));
        Assert.Throws<ArgumentException>(() => new ActivationMap(int.MaxValue, int.MaxValue, new float[1]));
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
