using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>The place of each window's maximum in the whole input; of equal ones the first. A turn is one map.</summary>
/// <param name="window">The window.</param>
/// <param name="columnMajor">Whether the places within a map are counted column by column.</param>
/// <param name="input">Dense maps.</param>
/// <param name="output">The places, dense.</param>
internal sealed unsafe class MaxPoolIndicesStep(WindowGeometry window, bool columnMajor, Form input, Form output) : Step
{
    internal override int Tasks { get; } = input.Shape[0] * input.Shape[1];

    internal override void Execute(int task, RunFrame* frame)
    {
        var map = (nint)window.Height * window.Width;
        var from = input.At(frame) + (task * map);
        var to = output.At(frame) + ((nint)task * window.OutputHeight * window.OutputWidth);
        for (var y = 0; y < window.OutputHeight; y++)
        {
            for (var x = 0; x < window.OutputWidth; x++)
            {
                *to++ = (task * map) + Place(from, (y * window.Strides.Height) - window.Pads.Top, (x * window.Strides.Width) - window.Pads.Left);
            }
        }
    }

    private nint Place(float* map, int top, int left)
    {
        var (best, place) = (float.NegativeInfinity, (nint)(-1));
        for (var ky = 0; ky < window.Kernel.Height; ky++)
        {
            var y = top + ((long)ky * window.Dilations.Height);
            for (var kx = 0; kx < window.Kernel.Width && y >= 0 && y < window.Height; kx++)
            {
                var x = left + ((long)kx * window.Dilations.Width);
                if (x >= 0 && x < window.Width && (map[(y * window.Width) + x] > best || place < 0))
                {
                    best = map[(y * window.Width) + x];
                    place = (nint)(columnMajor ? (x * window.Height) + y : (y * window.Width) + x);
                }
            }
        }

        return Math.Max(place, 0);
    }
}
