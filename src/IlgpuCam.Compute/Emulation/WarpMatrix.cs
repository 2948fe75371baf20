using System.Runtime.Intrinsics;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>
/// What a warp does with matrices, for the emulator: products are exact, sums are of floats and in the order of the steps. Layouts are those of <see cref="FragmentA"/>, <see cref="FragmentB"/> and <see cref="FragmentC"/>.
/// </summary>
internal static unsafe class WarpMatrix
{
    /// <summary>Bytes of a row that <c>ldmatrix</c> loads.</summary>
    internal const int RowBytes = 16;

    private const int Rows = 16;
    private const int Columns = 8;
    private const int MostSteps = 16;

    /// <summary>Adds A B to the 32 work-items' sums.</summary>
    internal static void MultiplyAdd(MatrixNumber number, FragmentA* a, FragmentB* b, FragmentC* sums)
    {
        var left = stackalloc float[Rows * MostSteps];
        var right = stackalloc float[MostSteps * Columns];
        var steps = number == MatrixNumber.Tf32 ? 8 : 16;
        for (var lane = 0; lane < Warp.WarpSize; lane++)
        {
            var (g, t) = (lane / 4, lane % 4);
            if (number == MatrixNumber.Tf32)
            {
                (left[(g * steps) + t], left[((g + 8) * steps) + t]) = (Tf32(a[lane].R0), Tf32(a[lane].R1));
                (left[(g * steps) + t + 4], left[((g + 8) * steps) + t + 4]) = (Tf32(a[lane].R2), Tf32(a[lane].R3));
                (right[(t * Columns) + g], right[((t + 4) * Columns) + g]) = (Tf32(b[lane].R0), Tf32(b[lane].R1));
                continue;
            }

            Pair(number, a[lane].R0, left + (g * steps) + (2 * t), 1);
            Pair(number, a[lane].R1, left + ((g + 8) * steps) + (2 * t), 1);
            Pair(number, a[lane].R2, left + (g * steps) + (2 * t) + 8, 1);
            Pair(number, a[lane].R3, left + ((g + 8) * steps) + (2 * t) + 8, 1);
            Pair(number, b[lane].R0, right + (2 * t * Columns) + g, Columns);
            Pair(number, b[lane].R1, right + (((2 * t) + 8) * Columns) + g, Columns);
        }

        var row = stackalloc float[Columns];
        for (var r = 0; r < Rows; r++)
        {
            // Columns 2t and 2t + 1 of row r lie in the first or the second half of lane 4 (r % 8) + t's registers.
            var lanes = sums + (r % 8 * 4);
            var half = r / 8 * 2;
            for (var c = 0; c < Columns; c++)
            {
                row[c] = ((float*)(lanes + (c / 2)))[half + (c % 2)];
            }

            var sum = Vector256.Load(row);
            for (var k = 0; k < steps; k++)
            {
                sum += Vector256.Create(left[(r * steps) + k]) * Vector256.Load(right + (k * Columns));
            }

            sum.Store(row);
            for (var c = 0; c < Columns; c++)
            {
                ((float*)(lanes + (c / 2)))[half + (c % 2)] = row[c];
            }
        }
    }

    /// <summary>A register of what a lane loads of one 8x8 matrix.</summary>
    /// <param name="rows">Where the matrix's eight rows lie.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="isTransposed">Whether the transposed matrix is wanted.</param>
    internal static uint Load(nint* rows, int lane, bool isTransposed)
    {
        var (g, t) = (lane / 4, lane % 4);
        return isTransposed ? ((ushort*)rows[2 * t])[g] | ((uint)((ushort*)rows[(2 * t) + 1])[g] << 16) : ((uint*)rows[g])[t];
    }

    private static float Tf32(uint bits) => BitConverter.UInt32BitsToSingle(bits & 0xffffe000);

    private static void Pair(MatrixNumber number, uint bits, float* place, int next)
    {
        place[0] = number == MatrixNumber.Half ? (float)BitConverter.UInt16BitsToHalf((ushort)bits) : BitConverter.UInt32BitsToSingle(bits << 16);
        place[next] = number == MatrixNumber.Half ? (float)BitConverter.UInt16BitsToHalf((ushort)(bits >> 16)) : BitConverter.UInt32BitsToSingle(bits & 0xffff0000);
    }
}
