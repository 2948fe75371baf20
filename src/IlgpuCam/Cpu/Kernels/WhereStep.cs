using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Elements of one dense value where a condition is not zero, of another elsewhere, with broadcasting; a turn is some rows.</summary>
internal sealed unsafe class WhereStep(Form condition, Form x, Form y, Form output) : Step
{
    private const int Work = 1 << 14;
    private readonly BroadcastAxes _axes = BroadcastAxes.Create(output.Shape, condition.Shape, x.Shape, y.Shape);

    private int Rows => Math.Max(1, Work / Math.Max(1, _axes.Width));

    internal override int Tasks => checked((int)((_axes.Rows + Rows - 1) / Rows));

    internal override void Execute(int task, RunFrame* frame)
    {
        var to = output.At(frame);
        var last = Math.Min(_axes.Rows, (task + 1L) * Rows);
        for (var row = (long)task * Rows; row < last; row++)
        {
            var choice = condition.At(frame) + _axes.Offset(row, 0);
            var whenTrue = x.At(frame) + _axes.Offset(row, 1);
            var whenFalse = y.At(frame) + _axes.Offset(row, 2);
            for (nint i = 0; i < _axes.Width; i++)
            {
                to[((nint)row * _axes.Width) + i] = choice[i * _axes.Step(0)] != 0 ? whenTrue[i * _axes.Step(1)] : whenFalse[i * _axes.Step(2)];
            }
        }
    }
}
