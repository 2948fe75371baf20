using System.Runtime.CompilerServices;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Cpu.Simd;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Adds each window's gradient to the first of its maxima; a turn is one block of channels of one image.</summary>
/// <param name="window">The window.</param>
/// <param name="gradient">The gradient of the pooling's result.</param>
/// <param name="x">The pooling's input.</param>
/// <param name="output">The gradient of the input.</param>
internal sealed unsafe class MaxPoolGradientStep<TVector, TSimd>(WindowGeometry window, Form gradient, Form x, Form output) : Step
    where TVector : unmanaged
    where TSimd : struct, ISimd<TVector>
{
    private readonly WindowExtent[] _rows = WindowExtent.Rows(window);
    private readonly WindowExtent[] _columns = WindowExtent.Columns(window);

    internal override int Tasks { get; } = output.Batch * output.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = gradient.PlaneAt(frame, task);
        var values = x.PlaneAt(frame, task);
        var to = output.PlaneAt(frame, task);
        output.ClearRows(to, 0, output.Height);
        foreach (var rows in _rows)
        {
            Row(from, values + ((nint)rows.First * x.Pitch), to + ((nint)rows.First * output.Pitch), rows.Count);
            from += gradient.Pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Row(float* from, float* values, float* to, int rows)
    {
        var (stepX, stepTo) = ((nint)window.Dilations.Height * x.Pitch, (nint)window.Dilations.Height * output.Pitch);
        var column = (nint)window.Dilations.Width * TSimd.Lanes;
        var zero = TSimd.Broadcast(0);
        foreach (var columns in _columns)
        {
            var first = (nint)columns.First * TSimd.Lanes;
            var maximum = TSimd.Broadcast(float.NegativeInfinity);
            var row = values + first;
            for (var y = rows; y > 0; y--, row += stepX)
            {
                var at = row;
                for (var i = columns.Count; i > 0; i--, at += column)
                {
                    maximum = TSimd.Max(maximum, TSimd.Load(at));
                }
            }

            // What is left to be given away: all of it to the first place that is not below the maximum.
            var left = TSimd.Load(from);
            row = values + first;
            var target = to + first;
            for (var y = rows; y > 0; y--, row += stepX, target += stepTo)
            {
                var at = row;
                var sum = target;
                for (var i = columns.Count; i > 0; i--, at += column, sum += column)
                {
                    var value = TSimd.Load(at);
                    TSimd.Store(TSimd.Add(TSimd.Load(sum), TSimd.SelectLess(value, maximum, zero, left)), sum);
                    left = TSimd.SelectLess(value, maximum, left, zero);
                }
            }

            from += TSimd.Lanes;
        }
    }
}
