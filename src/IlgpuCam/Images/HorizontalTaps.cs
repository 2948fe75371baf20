using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Images;

/// <summary>The horizontal pass over a strip of target columns: their weights, computed once, and the sums over a source row's pixels. Dispose returns the scratch memory.</summary>
internal sealed class HorizontalTaps : IDisposable
{
    // Four taps a step: four pixels of four 16-bit words (the fourth a gap) are one Vector256.
    private const int Step = 4;

    private readonly int _taps;
    private readonly int _columns;
    private readonly int _firstPixel;
    private readonly int _pixels;
    private readonly int[] _firsts;
    private readonly int[] _weights;
    private readonly ushort[] _row;

    public HorizontalTaps(ResampleAxis axis, ResampleFilter filter)
    {
        var taps = axis.CountTaps(filter);
        _taps = RoundUp(taps);
        _columns = axis.Count;
        _firsts = ArrayPool<int>.Shared.Rent(_columns);
        _weights = ArrayPool<int>.Shared.Rent(_columns * _taps);
        var scratch = ArrayPool<double>.Shared.Rent(taps);
        var end = 0;
        for (var x = 0; x < _columns; x++)
        {
            (_firsts[x], var count) = axis.Taps(filter, x, scratch, _weights.AsSpan(x * _taps, _taps));
            end = Math.Max(end, _firsts[x] + count);
        }

        ArrayPool<double>.Shared.Return(scratch);
        _firstPixel = _firsts[0];
        _pixels = end - _firstPixel;

        // Weights of 0 behind a column's last tap meet whatever pixels follow, so the row has room for them.
        _row = ArrayPool<ushort>.Shared.Rent((_pixels + _taps) * 4);
        _row.AsSpan(_pixels * 4).Clear();
    }

    /// <summary>The number of columns computed.</summary>
    public int Columns => _columns;

    /// <summary>A number of taps as the table holds them: whole steps.</summary>
    public static int RoundUp(int taps) => (taps + Step - 1) / Step * Step;

    /// <summary>Resamples a row.</summary>
    /// <param name="source">The whole source row, RGB.</param>
    /// <param name="destination">Receives <see cref="Columns"/> pixels, RGB.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Spread(source.Slice(_firstPixel * 3, _pixels * 3), _row);
        ReadOnlySpan<ushort> row = _row;
        ReadOnlySpan<int> weights = _weights;
        var firsts = _firsts.AsSpan(0, _columns);
        for (var x = 0; x < firsts.Length; x++)
        {
            var rgb = Dot(row.Slice((firsts[x] - _firstPixel) * 4, _taps * 4), weights.Slice(x * _taps, _taps));

            // The fourth byte lies on the next pixel, which follows; the last pixel has no next.
            if (x + 1 < firsts.Length)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(destination[(x * 3)..], rgb);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(destination[(x * 3)..], (ushort)rgb);
                destination[(x * 3) + 2] = (byte)(rgb >> 16);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_firsts);
        ArrayPool<int>.Shared.Return(_weights);
        ArrayPool<ushort>.Shared.Return(_row);
    }

    // Three bytes a pixel to four words a pixel, so that the sums need no shuffles.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(ReadOnlySpan<byte> source, Span<ushort> destination)
    {
        var fours = MemoryMarshal.Cast<ushort, Vector256<ushort>>(destination);
        var order = Vector256.Create(
            0, 99, 1, 99, 2, 99, 99, 99, 3, 99, 4, 99, 5, 99, 99, 99, 22, 99, 23, 99, 24, 99, 99, 99, 25, 99, 26, 99, 27, (byte)99, 99, 99);
        var x = 0;
        for (var i = 0; x + Vector128<byte>.Count <= source.Length; i++, x += Step * 3)
        {
            var bytes = Vector128.Create(source[x..]);
            fours[i] = Vector256.Shuffle(Vector256.Create(bytes, bytes), order).AsUInt16();
        }

        for (; x < source.Length; x += 3)
        {
            var words = destination.Slice(x / 3 * 4, 4);
            words[0] = source[x];
            words[1] = source[x + 1];
            words[2] = source[x + 2];
            words[3] = 0;
        }
    }

    // The weighted sums of the three channels, rounded and limited to 8 bits, red in the lowest byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Dot(ReadOnlySpan<ushort> pixels, ReadOnlySpan<int> weights)
    {
        var fours = MemoryMarshal.Cast<ushort, Vector256<ushort>>(pixels);
        var weightFours = MemoryMarshal.Cast<int, Vector128<int>>(weights)[..fours.Length];
        Vector256<int> sum;
        if (Vector512.IsHardwareAccelerated)
        {
            var wide = Vector512<int>.Zero;
            for (var i = 0; i < fours.Length; i++)
            {
                var spread = Vector512.Shuffle(
                    weightFours[i].ToVector256Unsafe().ToVector512Unsafe(), Vector512.Create(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3));
                wide += Vector512.WidenLower(fours[i].ToVector512Unsafe()).AsInt32() * spread;
            }

            sum = wide.GetLower() + wide.GetUpper();
        }
        else
        {
            var lower = Vector256<int>.Zero;
            var upper = Vector256<int>.Zero;
            for (var i = 0; i < fours.Length; i++)
            {
                var four = weightFours[i].ToVector256Unsafe();
                lower += Vector256.WidenLower(fours[i]).AsInt32() * Vector256.Shuffle(four, Vector256.Create(0, 0, 0, 0, 1, 1, 1, 1));
                upper += Vector256.WidenUpper(fours[i]).AsInt32() * Vector256.Shuffle(four, Vector256.Create(2, 2, 2, 2, 3, 3, 3, 3));
            }

            sum = lower + upper;
        }

        var rounded = (sum.GetLower() + sum.GetUpper() + Vector128.Create(1 << (ResampleAxis.PrecisionBits - 1))) >> ResampleAxis.PrecisionBits;
        var limited = Vector128.Min(Vector128.Max(rounded, Vector128<int>.Zero), Vector128.Create(255));
        return Vector128.Shuffle(limited.AsByte(), Vector128.Create((byte)0, 4, 8, 12, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99)).AsUInt32().ToScalar();
    }
}
