using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// The inverse cosine transform (ITU T.81, A.3.3) of a block at a half, a quarter or an eighth of its size: every sample is the mean of the
/// 2x2, 4x4 or 8x8 samples that it stands for, as libjpeg's are, without computing those.
/// </summary>
/// <remarks>
/// The mean of two neighbours of the basis function <c>cos((2x + 1) k pi / 16)</c> is the basis function of four samples
/// <c>cos((2x + 1) k pi / 8)</c> times <c>cos(k pi / 16)</c>; the mean of four neighbours has, over two samples, the value
/// <c>+-sin(k pi / 2) / (8 sin(k pi / 16))</c>, which is 0 for even k above 0. So one pass takes eight coefficients to four or two samples,
/// with the precision of <see cref="InverseDct"/>: 13 bits of fraction, two more bits between the passes, columns first.
/// </remarks>
internal static class ReducedInverseDct
{
    private const int FractionBits = 13;
    private const int ExtraBits = 2;

    /// <summary>Dequantises and transforms one block into fewer samples.</summary>
    /// <param name="coefficients">64 quantised coefficients in row-major order.</param>
    /// <param name="quantization">64 quantisation steps in row-major order.</param>
    /// <param name="side">Samples a side: 4, 2 or 1.</param>
    /// <param name="samples">Receives as many rows of as many samples.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    internal static void Transform(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantization, int side, Span<byte> samples, int stride)
    {
        if (side == 1)
        {
            samples[0] = InverseDct.Flat(coefficients[0], quantization[0]);
            return;
        }

        Span<Vector128<short>> rows = stackalloc Vector128<short>[8];
        InverseDct.Dequantize(coefficients, quantization, rows);
        var middle = Vector128.Create((short)128);
        if (side == 4)
        {
            // The constants carry a factor of 2, and their shifts one bit more.
            FourOfEight(rows, FractionBits + 1 - ExtraBits);
            InverseDct.Transpose(rows);
            FourOfEight(rows, FractionBits + 1 + ExtraBits + 3);
            InverseDct.Transpose(rows);
            for (var i = 0; i < 4; i += 2)
            {
                var two = Lanes.NarrowToBytes(rows[i] + middle, rows[i + 1] + middle).AsUInt32();
                BinaryPrimitives.WriteUInt32LittleEndian(samples[(i * stride)..], two[0]);
                BinaryPrimitives.WriteUInt32LittleEndian(samples[((i + 1) * stride)..], two[2]);
            }
        }
        else
        {
            // And here one of 4.
            TwoOfEight(rows, FractionBits + 2 - ExtraBits);
            InverseDct.Transpose(rows);
            TwoOfEight(rows, FractionBits + 2 + ExtraBits + 3);
            var columns = Lanes.NarrowToBytes(rows[0] + middle, rows[1] + middle);
            (samples[0], samples[1]) = (columns[0], columns[8]);
            (samples[stride], samples[stride + 1]) = (columns[1], columns[9]);
        }
    }

    // One pass over eight vectors, of which the first four receive the result and the others zeros. The factors are
    // 2 sqrt(2) cos(k pi / 16) cos((2x + 1) k pi / 8) times 8192; the fourth coefficient's are 0.
    private static void FourOfEight(Span<Vector128<short>> rows, int shift)
    {
        var constant = (Lanes.Widen(rows[0]) << (FractionBits + 1)) + Vector256.Create(1 << (shift - 1));
        var second = Lanes.MultiplyAdd(Lanes.Zip(rows[2], rows[6]), Lanes.Factors(15137, -6270));
        var (even0, even1) = (constant + second, constant - second);
        var low = Lanes.Zip(rows[1], rows[3]);
        var high = Lanes.Zip(rows[5], rows[7]);
        var odd0 = Lanes.MultiplyAdd(low, Lanes.Factors(20995, 7373)) + Lanes.MultiplyAdd(high, Lanes.Factors(-4926, -4176));
        var odd1 = Lanes.MultiplyAdd(low, Lanes.Factors(8697, -17799)) + Lanes.MultiplyAdd(high, Lanes.Factors(11893, -1730));
        rows[0] = Lanes.Narrow((even0 + odd0) >> shift);
        rows[1] = Lanes.Narrow((even1 + odd1) >> shift);
        rows[2] = Lanes.Narrow((even1 - odd1) >> shift);
        rows[3] = Lanes.Narrow((even0 - odd0) >> shift);
        rows[4..].Clear();
    }

    // The same for two samples; the factors are sqrt(2) sin(k pi / 2) / (2 sin(k pi / 16)) times 8192.
    private static void TwoOfEight(Span<Vector128<short>> rows, int shift)
    {
        var even = (Lanes.Widen(rows[0]) << (FractionBits + 2)) + Vector256.Create(1 << (shift - 1));
        var odd = Lanes.MultiplyAdd(Lanes.Zip(rows[1], rows[3]), Lanes.Factors(29692, -10426))
            + Lanes.MultiplyAdd(Lanes.Zip(rows[5], rows[7]), Lanes.Factors(6967, -5906));
        rows[0] = Lanes.Narrow((even + odd) >> shift);
        rows[1] = Lanes.Narrow((even - odd) >> shift);
        rows[2..].Clear();
    }
}
