using System.Collections.Immutable;
using IlgpuCam.Cpu.Planning;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>Copies a dense value into a larger or, with negative pads, smaller one; a turn is a row of the last axis.</summary>
internal sealed unsafe class PadStep(Form input, Form output, ImmutableArray<int> pads, float value) : Step
{
    private readonly int _rank = output.Shape.Rank;

    internal override int Tasks { get; } =
        output.Shape.ElementCount == 0 ? 0 : output.Shape.Rank == 0 ? 1 : (int)(output.Shape.ElementCount / output.Shape[output.Shape.Rank - 1]);

    internal override void Execute(int task, RunFrame* frame)
    {
        var to = output.At(frame);
        var from = input.At(frame);
        if (_rank == 0)
        {
            *to = *from;
            return;
        }

        var width = output.Shape[_rank - 1];
        var row = new Span<float>(to + ((nint)task * width), width);
        row.Fill(value);
        var (rest, step) = (task, (nint)input.Shape[_rank - 1]);
        for (var axis = _rank - 2; axis >= 0; axis--)
        {
            var index = (rest % output.Shape[axis]) - pads[axis];
            if (index < 0 || index >= input.Shape[axis])
            {
                return;
            }

            rest /= output.Shape[axis];
            from += index * step;
            step *= input.Shape[axis];
        }

        var before = pads[_rank - 1];
        var (start, end) = (Math.Max(0, before), (int)Math.Min(width, (long)before + input.Shape[_rank - 1]));
        if (start < end)
        {
            new ReadOnlySpan<float>(from + start - before, end - start).CopyTo(row[start..]);
        }
    }
}
