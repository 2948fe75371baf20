using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Local response normalisation over any number of channels, an element at a time: no published network has such sums.</summary>
/// <param name="normalization">The parameters.</param>
/// <param name="input">Blocked maps.</param>
/// <param name="output">Blocked maps.</param>
internal sealed unsafe class WideLocalResponseStep(LocalResponseNormalization normalization, Form input, Form output) : Step
{
    internal override int Tasks { get; } = output.Batch * output.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var first = task % output.Planes * output.Pixel;
        var image = input.PlaneAt(frame, task / output.Planes * input.Planes);
        var to = output.PlaneAt(frame, task);
        var count = Math.Min(output.Pixel, output.Channels - first);
        for (var y = 0; y < output.Height; y++)
        {
            for (var x = 0; x < output.Width; x++)
            {
                var pixel = image + ((nint)y * input.Pitch) + ((nint)x * input.Pixel);
                var result = to + ((nint)y * output.Pitch) + ((nint)x * output.Pixel);
                for (var i = 0; i < count; i++)
                {
                    result[i] = Normalise(pixel, first + i);
                }
            }
        }
    }

    private float Normalise(float* pixel, int channel)
    {
        var last = (int)Math.Min(input.Channels - 1L, (long)channel + normalization.After);
        var sum = 0.0;
        for (var c = Math.Max(0, channel - normalization.Before); c <= last; c++)
        {
            sum += (double)At(pixel, c) * At(pixel, c);
        }

        return (float)(At(pixel, channel) / Math.Pow(normalization.Bias + ((double)normalization.Alpha / normalization.Size * sum), normalization.Beta));
    }

    private float At(float* pixel, int channel) => pixel[(channel / input.Pixel * input.Plane) + (channel % input.Pixel)];
}
