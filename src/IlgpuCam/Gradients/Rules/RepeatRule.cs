using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Repetition along axes: the sum of what all copies get.</summary>
internal sealed class RepeatRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var (x, output) = (tape.Shape(node.Inputs[0]), tape.Shape(node.Output));
        tape.Flow(node.Inputs[0], node.Operator is Tile ? SumTiles(tape, gradient, x, output) : Broadcasting.SumTo(tape, gradient, output, x));
    }

    private static string SumTiles(GradientTape tape, string gradient, Tensors.Shape x, Tensors.Shape output)
    {
        var lengths = new List<int>();
        var copies = new List<int>();
        for (var axis = 0; axis < x.Rank; axis++)
        {
            if (output[axis] != x[axis])
            {
                copies.Add(lengths.Count);
                lengths.Add(output[axis] / x[axis]);
            }

            lengths.Add(x[axis]);
        }

        return copies.Count == 0 ? gradient
            : tape.Add(new Reduce(ReductionKind.Sum, [.. copies], KeepDimensions: false), ReshapeRule.Back(tape, gradient, output, [.. lengths]));
    }
}
