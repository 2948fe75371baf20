using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Images;

/// <summary>The vertical pass of a resize: every target row is a weighted sum of rows.</summary>
internal static class VerticalPass
{
    private const int Half = 1 << (ResampleAxis.PrecisionBits - 1);

    /// <summary>Computes the target rows of a strip of columns.</summary>
    /// <param name="rows">Where the rows come from.</param>
    /// <param name="axis">The rows wanted.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="destination">Where the first row goes.</param>
    /// <param name="stride">Bytes from one row of the destination to the next.</param>
    /// <param name="width">Bytes of a row.</param>
    public static void Run(ref StripRows rows, ResampleAxis axis, ResampleFilter filter, Span<byte> destination, int stride, int width)
    {
        if (!axis.NeedsPass)
        {
            for (var i = 0; i < axis.Count; i++)
            {
                var y = (int)axis.Offset + i;
                rows.Require(y, y + 1);
                rows.Bytes.Slice(y % rows.Capacity * rows.Stride, width).CopyTo(destination[(i * stride)..]);
            }

            return;
        }

        var taps = axis.CountTaps(filter);
        var scratch = ArrayPool<double>.Shared.Rent(taps);
        var weights = ArrayPool<int>.Shared.Rent(taps);
        for (var i = 0; i < axis.Count; i++)
        {
            var (first, count) = axis.Taps(filter, i, scratch, weights.AsSpan(0, taps));
            rows.Require(first, first + count);
            Blend(rows.Bytes, rows.Stride, rows.Capacity, first % rows.Capacity, weights.AsSpan(0, count), destination.Slice(i * stride, width));
        }

        ArrayPool<double>.Shared.Return(scratch);
        ArrayPool<int>.Shared.Return(weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blend(ReadOnlySpan<byte> rows, int stride, int capacity, int first, ReadOnlySpan<int> weights, Span<byte> destination)
    {
        var x = 0;
        for (; x <= destination.Length - Vector256<byte>.Count; x += Vector256<byte>.Count)
        {
            var sum0 = Vector256.Create(Half);
            var (sum1, sum2, sum3) = (sum0, sum0, sum0);
            var row = first;
            foreach (var weight in weights)
            {
                var (lower, upper) = Vector256.Widen(Vector256.Create(rows[((row * stride) + x)..]));
                sum0 += Vector256.WidenLower(lower).AsInt32() * weight;
                sum1 += Vector256.WidenUpper(lower).AsInt32() * weight;
                sum2 += Vector256.WidenLower(upper).AsInt32() * weight;
                sum3 += Vector256.WidenUpper(upper).AsInt32() * weight;
                row = row + 1 == capacity ? 0 : row + 1;
            }

            Vector256.Narrow(
                Vector256.Narrow(Limit(sum0), Limit(sum1)).AsUInt16(), Vector256.Narrow(Limit(sum2), Limit(sum3)).AsUInt16())
                .CopyTo(destination[x..]);
        }

        for (; x < destination.Length; x++)
        {
            var sum = Half;
            var row = first;
            foreach (var weight in weights)
            {
                sum += rows[(row * stride) + x] * weight;
                row = row + 1 == capacity ? 0 : row + 1;
            }

            destination[x] = (byte)Math.Clamp(sum >> ResampleAxis.PrecisionBits, 0, 255);
        }
    }

    private static Vector256<int> Limit(Vector256<int> sum) =>
        Vector256.Min(Vector256.Max(sum >> ResampleAxis.PrecisionBits, Vector256<int>.Zero), Vector256.Create(255));
}
