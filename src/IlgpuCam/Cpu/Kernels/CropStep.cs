using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies a rectangle of every blocked map; a turn is a band of its rows of one block of channels.</summary>
/// <param name="input">Blocked maps.</param>
/// <param name="output">Blocked maps of the rectangle's size.</param>
/// <param name="top">The rectangle's first row.</param>
/// <param name="left">Its first column.</param>
internal sealed unsafe class CropStep(Form input, Form output, int top, int left) : Step
{
    private readonly RowBands _bands = new(output);

    internal override int Tasks => _bands.Tasks;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (plane, first, end) = _bands.At(task);
        var from = input.PlaneAt(frame, plane) + ((nint)(top + first) * input.Pitch) + ((nint)left * input.Pixel);
        var to = output.PlaneAt(frame, plane) + ((nint)first * output.Pitch);
        for (var y = first; y < end; y++, from += input.Pitch, to += output.Pitch)
        {
            new ReadOnlySpan<float>(from, output.Width * output.Pixel).CopyTo(new(to, output.Width * output.Pixel));
        }
    }
}
