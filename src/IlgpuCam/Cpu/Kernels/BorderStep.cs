using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Sets the border around each map to zero.</summary>
internal sealed unsafe class BorderStep(Form form) : Step
{
    internal override int Tasks { get; } = form.Batch * form.Planes;

    internal override void Execute(int task, RunFrame* frame)
    {
        var first = form.PlaneAt(frame, task);
        var left = form.Border.Left * form.Pixel;
        var right = form.Border.Right * form.Pixel;
        var start = first - left - ((nint)form.Border.Top * form.Pitch);
        var firstRow = first - left;
        var afterRows = firstRow + ((nint)form.Height * form.Pitch);
        new Span<float>(start, (int)(firstRow - start)).Clear();
        new Span<float>(afterRows, form.Border.Bottom * form.Pitch).Clear();
        for (var row = firstRow; row < afterRows; row += form.Pitch)
        {
            new Span<float>(row, left).Clear();
            new Span<float>(row + form.Pitch - right, right).Clear();
        }
    }
}
