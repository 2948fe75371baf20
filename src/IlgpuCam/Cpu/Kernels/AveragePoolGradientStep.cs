using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Adds each window's share of the gradient to all its elements; a turn is one block of channels of one image.</summary>
/// <param name="window">The window.</param>
/// <param name="countPadding">Whether elements in the padding have a share.</param>
/// <param name="gradient">The gradient of the pooling's result.</param>
/// <param name="output">The gradient of the pooling's input.</param>
internal sealed unsafe class AveragePoolGradientStep<TVector, TSimd>(WindowGeometry window, bool countPadding, Form gradient, Form output) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly WindowExtent[] _rows = WindowExtent.Rows(window);
    private readonly WindowExtent[] _columns = WindowExtent.Columns(window);

    internal override int Tasks { get; } = output.Batch * output.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = gradient.PlaneAt(frame, task);
        var to = output.PlaneAt(frame, task);
        output.ClearRows(to, 0, output.Height);
        foreach (var rows in _rows)
        {
            Row(from, to + ((nint)rows.First * output.Pitch), rows);
            from += gradient.Pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Row(float* from, float* to, WindowExtent rows)
    {
        var rowStep = (nint)window.Dilations.Height * output.Pitch;
        var column = (nint)window.Dilations.Width * TSimd.Lanes;
        foreach (var columns in _columns)
        {
            var elements = countPadding ? (long)rows.Padded * columns.Padded : (long)rows.Count * columns.Count;
            var share = TSimd.Multiply(TSimd.Load(from), TSimd.Broadcast(1f / Math.Max(1, elements)));
            var row = to + ((nint)columns.First * TSimd.Lanes);
            for (var y = rows.Count; y > 0; y--, row += rowStep)
            {
                var sum = row;
                for (var i = columns.Count; i > 0; i--, sum += column)
                {
                    TSimd.Store(TSimd.Add(TSimd.Load(sum), share), sum);
                }
            }

            from += TSimd.Lanes;
        }
    }
}
