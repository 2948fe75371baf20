using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Pooling by windows that are cut off at the map's edges; a turn is a band of rows of one block of channels.</summary>
/// <param name="window">The window.</param>
/// <param name="average">Whether the result is divided by the number of elements.</param>
/// <param name="countPadding">Whether elements in the padding count in that number; what hangs over the padded map never does.</param>
/// <param name="input">Blocked maps.</param>
/// <param name="output">Blocked maps.</param>
internal sealed unsafe class PoolStep<TVector, TSimd, TReduction>(WindowGeometry window, bool average, bool countPadding, Form input, Form output) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
    where TReduction : struct, IReduction<TVector>
{
    private readonly WindowExtent[] _rows = WindowExtent.Rows(window);
    private readonly WindowExtent[] _columns = WindowExtent.Columns(window);

    private readonly RowBands _bands = new(output);

    internal override int Tasks => _bands.Tasks;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (plane, first, end) = _bands.At(task);
        var from = input.PlaneAt(frame, plane);
        var to = output.PlaneAt(frame, plane) + ((nint)first * output.Pitch);
        var rowStep = (nint)window.Dilations.Height * input.Pitch;
        for (var y = first; y < end; y++, to += output.Pitch)
        {
            Row(from + ((nint)_rows[y].First * input.Pitch), rowStep, to, _rows[y]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Row(float* input, nint rowStep, float* output, WindowExtent rows)
    {
        var columnStep = (nint)window.Dilations.Width * TSimd.Lanes;
        var start = TSimd.Broadcast(TReduction.Start);
        foreach (var columns in _columns)
        {
            var total = start;
            var row = input + ((nint)columns.First * TSimd.Lanes);
            for (var y = rows.Count; y > 0; y--, row += rowStep)
            {
                var x = row;
                for (var i = columns.Count; i > 0; i--, x += columnStep)
                {
                    total = TReduction.Combine(total, TSimd.Load(x));
                }
            }

            if (average)
            {
                var elements = countPadding ? (long)rows.Padded * columns.Padded : (long)rows.Count * columns.Count;
                total = TSimd.Multiply(total, TSimd.Broadcast(1f / Math.Max(1, elements)));
            }

            TSimd.Store(total, output);
            output += TSimd.Lanes;
        }
    }
}
