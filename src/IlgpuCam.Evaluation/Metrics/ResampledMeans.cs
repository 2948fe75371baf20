using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>The means of several rates over resamples of their photos. Of those that know only right and wrong, up to eight are counted at once, each in a byte of its own.</summary>
internal sealed class ResampledMeans
{
    private const int Lanes = sizeof(ulong);

    // After more a byte might overflow.
    private const int Block = byte.MaxValue;

    private readonly ImmutableArray<double>[] _others;
    private readonly int[] _otherPlaces;
    private readonly int[][] _countedPlaces;
    private readonly ulong[][] _counted;

    /// <summary>Takes the rates.</summary>
    /// <param name="outcomes">For each a number a photo, all of as many photos.</param>
    public ResampledMeans(IReadOnlyList<ImmutableArray<double>> outcomes)
    {
        var places = Enumerable.Range(0, outcomes.Count).ToLookup(i => outcomes[i].All(o => o is 0 or 1));
        _otherPlaces = [.. places[false]];
        _others = Array.ConvertAll(_otherPlaces, i => outcomes[i]);
        _countedPlaces = [.. places[true].Chunk(Lanes)];
        _counted = Array.ConvertAll(_countedPlaces, chunk =>
        {
            var photos = new ulong[outcomes[chunk[0]].Length];
            for (var lane = 0; lane < chunk.Length; lane++)
            {
                for (var photo = 0; photo < photos.Length; photo++)
                {
                    photos[photo] |= (ulong)outcomes[chunk[lane]][photo] << (8 * lane);
                }
            }

            return photos;
        });
    }

    /// <summary>Finds the means of a resample.</summary>
    /// <param name="sample">The places of its photos.</param>
    /// <param name="means">Receives a mean for each rate.</param>
    public void Find(int[] sample, double[] means)
    {
        Span<int> counts = stackalloc int[Lanes];
        for (var i = 0; i < _counted.Length; i++)
        {
            Count(_counted[i], sample, counts);
            for (var lane = 0; lane < _countedPlaces[i].Length; lane++)
            {
                means[_countedPlaces[i][lane]] = (double)counts[lane] / sample.Length;
            }
        }

        for (var i = 0; i < _others.Length; i++)
        {
            var sum = 0.0;
            foreach (var photo in sample)
            {
                sum += _others[i][photo];
            }

            means[_otherPlaces[i]] = sum / sample.Length;
        }
    }

    private static void Count(ulong[] photos, int[] sample, Span<int> counts)
    {
        counts.Clear();
        for (var start = 0; start < sample.Length; start += Block)
        {
            var sum = 0UL;
            foreach (var photo in sample.AsSpan(start, Math.Min(Block, sample.Length - start)))
            {
                sum += photos[photo];
            }

            foreach (ref var count in counts)
            {
                count += (byte)sum;
                sum >>= 8;
            }
        }
    }
}
