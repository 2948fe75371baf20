using System.Collections.Immutable;
using IlgpuCam.Evaluation.Metrics;

namespace IlgpuCam.Evaluation.Tests.Metrics;

public sealed class ResamplingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(164)]
    [InlineData(531)]
    public void Means_together_have_the_intervals_that_each_has_alone(int photos)
    {
        var random = new Random(photos);
        ImmutableArray<double>[] outcomes =
        [
            .. Enumerable.Range(0, 11).Select(i => Draw(photos, () => random.NextDouble() < i / 10.0 ? 1.0 : 0)),
            Draw(photos / 2, () => random.Next(2)),
            Draw(photos, () => random.Next(4) / 3.0),
        ];

        var found = Bootstrap.OfMeans(outcomes, resamples: 50, seed: 3);

        Assert.Equal(Array.ConvertAll(outcomes, o => Bootstrap.Of(o.Length, sample => sample.Aggregate(0.0, (sum, p) => sum + o[p]) / sample.Length, resamples: 50, seed: 3)), found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(300)]
    public void Box_accuracies_of_resamples_are_those_of_their_photos(int photos)
    {
        var random = new Random(photos);
        var shares = Enumerable.Range(0, photos).Select(_ => new BoxShare(Bits(random), Bits(random), Bits(random), default)).ToArray();
        var resampled = new ResampledBoxAccuracy(shares);
        var figures = new double[2];
        for (var i = 0; i < 5; i++)
        {
            int[] sample = [.. Draw(photos, () => random.Next(photos)).Select(p => (int)p)];
            var whole = new BoxAccuracy();
            foreach (var photo in sample)
            {
                whole.Add(shares[photo]);
            }

            resampled.Find(sample, figures);

            Assert.Equal([whole.MaxBoxAcc, whole.MaxBoxAccV2], figures);
        }
    }

    private static ImmutableArray<double> Draw(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => next())];

    private static ThresholdBits Bits(Random random) =>
        new((new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()) | (UInt128.One << 99)) & ((UInt128.One << ThresholdBits.Count) - 1));
}
