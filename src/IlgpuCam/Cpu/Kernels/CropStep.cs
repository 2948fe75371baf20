using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies a rectangle of every blocked map; a turn is one block of channels of one image.</summary>
/// <param name="input">Blocked maps.</param>
/// <param name="output">Blocked maps of the rectangle's size.</param>
/// <param name="top">The rectangle's first row.</param>
/// <param name="left">Its first column.</param>
internal sealed unsafe class CropStep(Form input, Form output, int top, int left) : Step
{
    internal override int Tasks { get; } = output.Batch * output.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var from = input.PlaneAt(frame, task) + ((nint)top * input.Pitch) + ((nint)left * input.Pixel);
        var to = output.PlaneAt(frame, task);
        for (var y = 0; y < output.Height; y++, from += input.Pitch, to += output.Pitch)
        {
            new ReadOnlySpan<float>(from, output.Width * output.Pixel).CopyTo(new(to, output.Width * output.Pixel));
        }
    }
}
