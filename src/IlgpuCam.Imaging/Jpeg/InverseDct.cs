using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// The inverse cosine transform in integers after C. Loeffler, A. Ligtenberg and G. Moschytz, "Practical fast 1-D DCT algorithms with 11
/// multiplications" (ICASSP 1989), with 13 bits of fraction and two more bits kept between the passes, columns first: the arithmetic of
/// libjpeg's accurate method, so that every decoder that uses it gives the same pixels.
/// </summary>
internal static class InverseDct
{
    private const int FractionBits = 13;
    private const int ExtraBits = 2;

    /// <summary>Dequantises and transforms one block into samples.</summary>
    /// <param name="coefficients">64 quantised coefficients in row-major order.</param>
    /// <param name="quantization">64 quantisation steps in row-major order.</param>
    /// <param name="samples">Receives 8 rows of 8 samples.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transform(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantization, Span<byte> samples, int stride)
    {
        Span<Vector128<short>> rows = stackalloc Vector128<short>[8];
        Dequantize(coefficients, quantization, rows);
        Pass(rows, FractionBits - ExtraBits);
        Transpose(rows);
        Pass(rows, FractionBits + ExtraBits + 3);
        Transpose(rows);

        var middle = Vector128.Create((short)128);
        for (var i = 0; i < rows.Length; i += 2)
        {
            var two = Lanes.NarrowToBytes(rows[i] + middle, rows[i + 1] + middle).AsUInt64();
            BinaryPrimitives.WriteUInt64LittleEndian(samples[(i * stride)..], two[0]);
            BinaryPrimitives.WriteUInt64LittleEndian(samples[((i + 1) * stride)..], two[1]);
        }
    }

    /// <summary>The value of a block whose AC coefficients are all zero: what <see cref="Transform"/> would give everywhere.</summary>
    /// <param name="dc">The quantised DC coefficient.</param>
    /// <param name="step">Its quantisation step.</param>
    internal static byte Flat(short dc, short step)
    {
        var afterColumns = Math.Clamp((short)(dc * step) << ExtraBits, short.MinValue, short.MaxValue);
        return (byte)Math.Clamp(((afterColumns + (1 << (ExtraBits + 2))) >> (ExtraBits + 3)) + 128, 0, 255);
    }

    /// <summary>Multiplies coefficients by their steps.</summary>
    /// <param name="coefficients">64 quantised coefficients in row-major order.</param>
    /// <param name="quantization">64 quantisation steps in row-major order.</param>
    /// <param name="rows">Receives 8 rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Dequantize(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantization, Span<Vector128<short>> rows)
    {
        var values = MemoryMarshal.Cast<short, Vector128<short>>(coefficients);
        var steps = MemoryMarshal.Cast<short, Vector128<short>>(quantization);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = values[i] * steps[i];
        }
    }

    /// <summary>Swaps rows and columns.</summary>
    /// <param name="rows">8 rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose(Span<Vector128<short>> rows)
    {
        // Alternating row i with row i + 4 three times over swaps rows and columns.
        var row7 = rows[7];
        var (a0, a1) = Lanes.Zip(rows[0], rows[4]);
        var (a2, a3) = Lanes.Zip(rows[1], rows[5]);
        var (a4, a5) = Lanes.Zip(rows[2], rows[6]);
        var (a6, a7) = Lanes.Zip(rows[3], row7);
        var (b0, b1) = Lanes.Zip(a0, a4);
        var (b2, b3) = Lanes.Zip(a1, a5);
        var (b4, b5) = Lanes.Zip(a2, a6);
        var (b6, b7) = Lanes.Zip(a3, a7);
        (rows[0], rows[1]) = Lanes.Zip(b0, b4);
        (rows[2], rows[3]) = Lanes.Zip(b1, b5);
        (rows[4], rows[5]) = Lanes.Zip(b2, b6);
        (rows[6], rows[7]) = Lanes.Zip(b3, b7);
    }

    /// <summary>Fills a block with one value.</summary>
    /// <param name="sample">The value.</param>
    /// <param name="samples">Receives 8 rows of 8 samples.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    internal static void Fill(byte sample, Span<byte> samples, int stride)
    {
        var row = sample * 0x0101010101010101UL;
        for (var i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(samples[(i * stride)..], row);
        }
    }

    // One pass over eight vectors; each lane is a transform of its own.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass(Span<Vector128<short>> rows, int shift)
    {
        var last = rows[7];
        var (first, third, fifth) = (rows[1], rows[3], rows[5]);

        // The even half: the rounding constant rides on the first term. Sums of 16 bits wrap, here and below, only for blocks that no
        // picture gives.
        var rounding = Vector256.Create(1 << (shift - 1));
        var sum = (Lanes.Widen(rows[0] + rows[4]) << FractionBits) + rounding;
        var difference = (Lanes.Widen(rows[0] - rows[4]) << FractionBits) + rounding;
        var pairs = Lanes.Zip(rows[2], rows[6]);
        var rotatedLow = Lanes.MultiplyAdd(pairs, Lanes.Factors(4433, 4433 - 15137));
        var rotatedHigh = Lanes.MultiplyAdd(pairs, Lanes.Factors(4433 + 6270, 4433));
        var (even0, even3) = (sum + rotatedHigh, sum - rotatedHigh);
        var (even1, even2) = (difference + rotatedLow, difference - rotatedLow);

        // The odd half; the numbers are the paper's factors times 8192, those that share an operand combined.
        pairs = Lanes.Zip(third + last, first + fifth);
        var shared3 = Lanes.MultiplyAdd(pairs, Lanes.Factors(9633 - 16069, 9633));
        var shared4 = Lanes.MultiplyAdd(pairs, Lanes.Factors(9633, 9633 - 3196));
        pairs = Lanes.Zip(last, first);
        var odd3 = Lanes.MultiplyAdd(pairs, Lanes.Factors(2446 - 7373, -7373)) + shared3;
        var odd0 = Lanes.MultiplyAdd(pairs, Lanes.Factors(-7373, 12299 - 7373)) + shared4;
        pairs = Lanes.Zip(fifth, third);
        var odd2 = Lanes.MultiplyAdd(pairs, Lanes.Factors(16819 - 20995, -20995)) + shared4;
        var odd1 = Lanes.MultiplyAdd(pairs, Lanes.Factors(-20995, 25172 - 20995)) + shared3;

        rows[7] = Lanes.Narrow((even0 - odd0) >> shift);
        rows[0] = Lanes.Narrow((even0 + odd0) >> shift);
        rows[1] = Lanes.Narrow((even1 + odd1) >> shift);
        rows[6] = Lanes.Narrow((even1 - odd1) >> shift);
        rows[2] = Lanes.Narrow((even2 + odd2) >> shift);
        rows[5] = Lanes.Narrow((even2 - odd2) >> shift);
        rows[3] = Lanes.Narrow((even3 + odd3) >> shift);
        rows[4] = Lanes.Narrow((even3 - odd3) >> shift);
    }
}
