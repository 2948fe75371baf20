using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// Brings rows of chroma samples to the full width. "Fancy" is libjpeg's word for a triangle filter: every output sample is three quarters
/// of the nearer and one quarter of the farther input sample, along each axis; halves are rounded down and up by turns, which keeps flat
/// areas unbiased.
/// </summary>
internal static class Upsampling
{
    /// <summary>How much longer than the samples the buffers here must be, because whole vectors are written.</summary>
    internal const int Slack = 32;

    /// <summary>Doubles the width.</summary>
    /// <param name="row">The samples.</param>
    /// <param name="padded">Scratch of at least <c>row.Length + Slack</c>.</param>
    /// <param name="output">At least <c>2 * (row.Length + Slack)</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Horizontal(ReadOnlySpan<byte> row, Span<byte> padded, Span<byte> output)
    {
        row.CopyTo(padded[1..]);
        padded[0] = row[0];
        padded[row.Length + 1] = row[^1];
        var (one, two, three) = (Vector256.Create((ushort)1), Vector256.Create((ushort)2), Vector256.Create((ushort)3));
        for (var i = 0; i < row.Length; i += 16)
        {
            var near = Lanes.Widen(Vector128.Create((ReadOnlySpan<byte>)padded.Slice(i + 1, 16))) * three;
            var left = (near + Lanes.Widen(Vector128.Create((ReadOnlySpan<byte>)padded.Slice(i, 16))) + one) >> 2;
            var right = (near + Lanes.Widen(Vector128.Create((ReadOnlySpan<byte>)padded.Slice(i + 2, 16))) + two) >> 2;
            (left | (right << 8)).AsByte().CopyTo(output[(2 * i)..]);
        }
    }

    /// <summary>Gives one of two output rows between the rows of half the height.</summary>
    /// <param name="near">The nearer row.</param>
    /// <param name="far">The farther row, as long.</param>
    /// <param name="bias">1 for an output row above the nearer row, 2 for one below it.</param>
    /// <param name="output">At least as long as the rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Vertical(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int bias, Span<byte> output)
    {
        for (var i = 0; i < near.Length; i++)
        {
            output[i] = (byte)(((3 * near[i]) + far[i] + bias) >> 2);
        }
    }

    /// <summary>Doubles the width of one of two output rows between the rows of half the height.</summary>
    /// <param name="near">The nearer row.</param>
    /// <param name="far">The farther row, as long.</param>
    /// <param name="sums">Scratch of at least <c>near.Length + Slack</c>.</param>
    /// <param name="output">At least <c>2 * (near.Length + Slack)</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Both(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<ushort> sums, Span<byte> output)
    {
        var three = Vector256.Create((ushort)3);
        far = far[..near.Length];
        var i = 0;
        for (; i <= near.Length - 16; i += 16)
        {
            var sum = (Lanes.Widen(Vector128.Create(near.Slice(i, 16))) * three) + Lanes.Widen(Vector128.Create(far.Slice(i, 16)));
            sum.CopyTo(sums[(i + 1)..]);
        }

        for (; i < near.Length; i++)
        {
            sums[i + 1] = (ushort)((3 * near[i]) + far[i]);
        }

        sums[0] = sums[1];
        sums[near.Length + 1] = sums[near.Length];
        var (seven, eight) = (Vector256.Create((ushort)7), Vector256.Create((ushort)8));
        for (i = 0; i < near.Length; i += 16)
        {
            var middle = Vector256.Create((ReadOnlySpan<ushort>)sums.Slice(i + 1, 16)) * three;
            var left = (middle + Vector256.Create((ReadOnlySpan<ushort>)sums.Slice(i, 16)) + eight) >> 4;
            var right = (middle + Vector256.Create((ReadOnlySpan<ushort>)sums.Slice(i + 2, 16)) + seven) >> 4;
            (left | (right << 8)).AsByte().CopyTo(output[(2 * i)..]);
        }
    }

    /// <summary>Repeats samples; every ratio up to 4, whole or not.</summary>
    /// <param name="row">The samples.</param>
    /// <param name="numerator">The component's sampling factor.</param>
    /// <param name="denominator">The frame's largest sampling factor.</param>
    /// <param name="output">Receives as many samples as the picture is wide.</param>
    internal static void Repeat(ReadOnlySpan<byte> row, int numerator, int denominator, Span<byte> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = row[i * numerator / denominator];
        }
    }
}
