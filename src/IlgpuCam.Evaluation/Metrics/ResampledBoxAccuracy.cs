using System.Runtime.Intrinsics;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>
/// MaxBoxAcc and MaxBoxAccV2 of resamples of a set of photos. At all thresholds of two curves photos are counted at once, a bit each: the counts' binary digits lie in a vector each,
/// and eight photos at a time are added by full adders (Harley and Seal's tree), so that carries seldom go beyond the third digit.
/// </summary>
internal sealed class ResampledBoxAccuracy
{
    private const int Digits = 32;
    private static readonly UInt128 AllThresholds = (UInt128.One << ThresholdBits.Count) - 1;

    private readonly Vector256<ulong>[] _first;
    private readonly Vector256<ulong>[] _second;

    /// <summary>Takes the photos.</summary>
    /// <param name="shares">What they contribute.</param>
    public ResampledBoxAccuracy(IReadOnlyList<BoxShare> shares)
    {
        _first = [.. shares.Select(s => Pair(s.Single, s.At30))];
        _second = [.. shares.Select(s => Pair(s.At50, s.At70))];
    }

    /// <summary>Finds both figures, in per cent.</summary>
    /// <param name="sample">The places of a resample's photos, at least one.</param>
    /// <param name="figures">Receives MaxBoxAcc and MaxBoxAccV2.</param>
    public void Find(int[] sample, double[] figures)
    {
        double Percent(int count) => 100.0 * count / sample.Length;
        var (single, at30) = Largest(_first, sample);
        var (at50, at70) = Largest(_second, sample);
        figures[0] = Percent(single);
        figures[1] = (Percent(at30) + Percent(at50) + Percent(at70)) / 3;
    }

    private static Vector256<ulong> Pair(ThresholdBits first, ThresholdBits second) =>
        Vector256.Create((ulong)first.Bits, (ulong)(first.Bits >> 64), (ulong)second.Bits, (ulong)(second.Bits >> 64));

    /// <summary>The photos that are right at the best threshold, of either curve.</summary>
    private static (int First, int Second) Largest(Vector256<ulong>[] photos, int[] sample)
    {
        Span<Vector256<ulong>> digits = stackalloc Vector256<ulong>[Digits];
        digits.Clear();
        var (ones, twos, fours) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        var i = 0;
        for (; i <= sample.Length - 8; i += 8)
        {
            var eight = sample.AsSpan(i, 8);
            var two0 = Add(ref ones, photos[eight[0]], photos[eight[1]]);
            var two1 = Add(ref ones, photos[eight[2]], photos[eight[3]]);
            var two2 = Add(ref ones, photos[eight[4]], photos[eight[5]]);
            var two3 = Add(ref ones, photos[eight[6]], photos[eight[7]]);
            var four0 = Add(ref twos, two0, two1);
            var four1 = Add(ref twos, two2, two3);
            Add(digits, 3, Add(ref fours, four0, four1));
        }

        (digits[0], digits[1], digits[2]) = (ones, twos, fours);
        for (; i < sample.Length; i++)
        {
            Add(digits, 0, photos[sample[i]]);
        }

        return (Largest(digits, 0), Largest(digits, 2));
    }

    // A full adder: the digit keeps the sum, and the carry comes back.
    private static Vector256<ulong> Add(ref Vector256<ulong> digit, Vector256<ulong> first, Vector256<ulong> second)
    {
        var odd = digit ^ first;
        var carry = (digit & first) | (odd & second);
        digit = odd ^ second;
        return carry;
    }

    private static void Add(Span<Vector256<ulong>> digits, int place, Vector256<ulong> carry)
    {
        for (; carry != Vector256<ulong>.Zero; place++)
        {
            (digits[place], carry) = (digits[place] ^ carry, digits[place] & carry);
        }
    }

    // From the highest digit down, the thresholds that still have the largest count.
    private static int Largest(ReadOnlySpan<Vector256<ulong>> digits, int element)
    {
        var (largest, thresholds) = (0, AllThresholds);
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var having = new UInt128(digits[i][element + 1], digits[i][element]) & thresholds;
            if (having != UInt128.Zero)
            {
                (largest, thresholds) = (largest | (1 << i), having);
            }
        }

        return largest;
    }
}
