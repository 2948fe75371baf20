using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Sets the border around each map to zero.</summary>
internal sealed unsafe class BorderStep(Form form) : Step
{
    private readonly RowBands _bands = new(form);

    internal override int Tasks => _bands.Tasks;

    internal override void Execute(int task, RunFrame* frame)
    {
        var (plane, firstLine, endLine) = _bands.At(task);
        var first = form.PlaneAt(frame, plane);
        var left = form.Border.Left * form.Pixel;
        var right = form.Border.Right * form.Pixel;
        var firstRow = first - left + ((nint)firstLine * form.Pitch);
        var afterRows = first - left + ((nint)endLine * form.Pitch);
        if (firstLine == 0)
        {
            var above = form.Border.Top * form.Pitch;
            new Span<float>(firstRow - above, above).Clear();
        }

        if (endLine == form.Height)
        {
            new Span<float>(afterRows, form.Border.Bottom * form.Pitch).Clear();
        }

        for (var row = firstRow; row < afterRows; row += form.Pitch)
        {
            new Span<float>(row, left).Clear();
            new Span<float>(row + form.Pitch - right, right).Clear();
        }
    }
}
