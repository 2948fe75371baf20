using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace IlgpuCam.Cpu.Simd;

/// <summary>Copies of matrices with rows and columns exchanged, four by four.</summary>
internal static unsafe class Transposition
{
    private const int Side = 4;

    /// <summary>Copies the element of row r and column c from <c>from[r * fromPitch + c]</c> to <c>to[c * toPitch + r]</c>. Source and destination do not overlap.</summary>
    /// <param name="from">The first element.</param>
    /// <param name="fromPitch">Floats from row to row.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="toPitch">Floats from column to column.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Copy(float* from, nint fromPitch, float* to, nint toPitch, int rows, int columns)
    {
        if (rows < Side || columns < Side)
        {
            for (nint r = 0; r < rows; r++)
            {
                for (nint c = 0; c < columns; c++)
                {
                    to[(c * toPitch) + r] = from[(r * fromPitch) + c];
                }
            }

            return;
        }

        // Along the longer side, so that few stretches of memory are gone through at a time; the last four overlap those before them where the number is no multiple of four.
        if (rows > columns)
        {
            for (var c = 0; c < columns; c += Side)
            {
                nint column = Math.Min(c, columns - Side);
                for (var r = 0; r < rows; r += Side)
                {
                    nint row = Math.Min(r, rows - Side);
                    Four(from + (row * fromPitch) + column, fromPitch, to + (column * toPitch) + row, toPitch);
                }
            }
        }
        else
        {
            for (var r = 0; r < rows; r += Side)
            {
                nint row = Math.Min(r, rows - Side);
                for (var c = 0; c < columns; c += Side)
                {
                    nint column = Math.Min(c, columns - Side);
                    Four(from + (row * fromPitch) + column, fromPitch, to + (column * toPitch) + row, toPitch);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* from, nint fromPitch, float* to, nint toPitch)
    {
        var (a, b) = (Vector128.Load(from), Vector128.Load(from + fromPitch));
        var (c, d) = (Vector128.Load(from + (2 * fromPitch)), Vector128.Load(from + (3 * fromPitch)));
        var (ab0, ab1) = Zip(a, b);
        var (cd0, cd1) = Zip(c, d);
        var (first, second) = ZipPairs(ab0, cd0);
        var (third, fourth) = ZipPairs(ab1, cd1);
        first.Store(to);
        second.Store(to + toPitch);
        third.Store(to + (2 * toPitch));
        fourth.Store(to + (3 * toPitch));
    }

    // a0 b0 a1 b1 and a2 b2 a3 b3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Lower, Vector128<float> Upper) Zip(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b))
        : AdvSimd.Arm64.IsSupported ? (AdvSimd.Arm64.ZipLow(a, b), AdvSimd.Arm64.ZipHigh(a, b))
        : (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));

    // The lower halves side by side, and the upper ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Lower, Vector128<float> Upper) ZipPairs(Vector128<float> a, Vector128<float> b) =>
        (Vector128.Create(a.GetLower(), b.GetLower()), Vector128.Create(a.GetUpper(), b.GetUpper()));
}
