using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu.Kernels;

/// <summary>
/// How the elements of a broadcast result are found in its operands: rows of a last axis along which each operand goes on by one element or stands still.
/// Neighbouring axes that every operand walks through in one go are one axis.
/// </summary>
internal sealed class BroadcastAxes
{
    private readonly List<(int Length, nint[] Steps)> _outer;
    private readonly nint[] _last;

    private BroadcastAxes(List<(int Length, nint[] Steps)> outer, int width, nint[] last)
    {
        (_outer, Width, _last) = (outer, width, last);
        Rows = width == 0 ? 0 : outer.Aggregate(1L, (product, axis) => product * axis.Length);
    }

    /// <summary>All axes with the operands' steps, the outermost first.</summary>
    internal IReadOnlyList<(int Length, nint[] Steps)> All => [.. _outer, (Width, _last)];

    /// <summary>Elements a row.</summary>
    internal int Width { get; }

    /// <summary>The number of rows.</summary>
    internal long Rows { get; }

    /// <summary>The axes of a result.</summary>
    /// <param name="output">Its shape.</param>
    /// <param name="operands">The operands' shapes, each of which can be broadcast to it.</param>
    internal static BroadcastAxes Create(Shape output, params ReadOnlySpan<Shape> operands)
    {
        var axes = new List<(int Length, nint[] Steps)>();
        for (var axis = 0; axis < output.Rank; axis++)
        {
            if (output[axis] != 1)
            {
                axes.Add((output[axis], new nint[operands.Length]));
            }
        }

        for (var i = 0; i < operands.Length; i++)
        {
            nint step = 1;
            var shape = operands[i];
            for (int axis = 1, at = axes.Count - 1; axis <= output.Rank; axis++)
            {
                var length = axis <= shape.Rank ? shape[shape.Rank - axis] : 1;
                if (output[output.Rank - axis] != 1)
                {
                    axes[at--].Steps[i] = length == 1 ? 0 : step;
                }

                step *= length;
            }
        }

        if (axes.Count == 0)
        {
            axes.Add((1, new nint[operands.Length]));
        }

        for (var axis = axes.Count - 2; axis >= 0; axis--)
        {
            var (inner, outer) = (axes[axis + 1], axes[axis]);
            if ((long)inner.Length * outer.Length <= int.MaxValue && outer.Steps.Zip(inner.Steps).All(s => s.First == s.Second * inner.Length))
            {
                axes[axis] = (outer.Length * inner.Length, inner.Steps);
                axes.RemoveAt(axis + 1);
            }
        }

        var last = axes[^1];
        axes.RemoveAt(axes.Count - 1);
        return new(axes, last.Length, last.Steps);
    }

    /// <summary>Elements from one element of a row to the next: 0 or 1.</summary>
    internal nint Step(int operand) => _last[operand];

    /// <summary>Where a row starts in an operand.</summary>
    internal nint Offset(long row, int operand)
    {
        nint offset = 0;
        for (var axis = _outer.Count - 1; axis >= 0; axis--)
        {
            var (length, steps) = _outer[axis];
            offset += (nint)(row % length) * steps[operand];
            row /= length;
        }

        return offset;
    }
}
