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

    // Windows that lie wholly inside the map's width, where there is a kernel for them.
    private readonly int _firstWhole = FirstWhole(window);
    private readonly int _endWhole = EndWhole(window);

    internal override int Tasks => _bands.Tasks;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (plane, first, end) = _bands.At(task);
        var from = input.PlaneAt(frame, plane);
        var to = output.PlaneAt(frame, plane) + ((nint)first * output.Pitch);
        var rowStep = (nint)window.Dilations.Height * input.Pitch;
        for (var y = first; y < end; y++, to += output.Pitch)
        {
            var rows = _rows[y];
            var row = from + ((nint)rows.First * input.Pitch);
            if (rows.Count == 0 || _endWhole <= _firstWhole)
            {
                Row(row, rowStep, to, rows, 0, window.OutputWidth);
                continue;
            }

            Row(row, rowStep, to, rows, 0, _firstWhole);
            PoolRow<TVector, TSimd>.Run(
                window, rows.Count, row + ((nint)_columns[_firstWhole].First * TSimd.Lanes), rowStep, to + (_firstWhole * TSimd.Lanes), _endWhole - _firstWhole);
            Row(row, rowStep, to, rows, _endWhole, window.OutputWidth);
        }
    }

    private static int FirstWhole(in WindowGeometry window) =>
        typeof(TReduction) != typeof(Reductions<TVector, TSimd>.Maximum) || !PoolRow<TVector, TSimd>.Fits(window) ? window.OutputWidth
        : Math.Min(window.OutputWidth, (window.Pads.Left + window.Strides.Width - 1) / window.Strides.Width);

    /// <summary>Behind the last window that ends inside the map.</summary>
    private static int EndWhole(in WindowGeometry window) =>
        (int)Math.Clamp(((long)window.Width + window.Pads.Left - window.Kernel.Width + window.Strides.Width) / window.Strides.Width, 0, window.OutputWidth);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Row(float* input, nint rowStep, float* output, WindowExtent rows, int firstColumn, int endColumn)
    {
        var columnStep = (nint)window.Dilations.Width * TSimd.Lanes;
        var start = TSimd.Broadcast(TReduction.Start);
        output += (nint)firstColumn * TSimd.Lanes;
        foreach (var columns in _columns.AsSpan(firstColumn, endColumn - firstColumn))
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
