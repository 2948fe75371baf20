using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Operators that only give their elements another shape: the gradient gets the old one back.</summary>
internal sealed class ReshapeRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient) => tape.Flow(node.Inputs[0], Back(tape, gradient, tape.Shape(node.Output), tape.Shape(node.Inputs[0])));

    /// <summary>Elements in another shape; the first axis follows from the others, so that the graph holds for batches of any size.</summary>
    internal static string Back(GradientTape tape, string value, Tensors.Shape from, Tensors.Shape to)
    {
        if (from.Equals(to))
        {
            return value;
        }

        var lengths = to.Select(length => (long)length).ToArray();
        if (lengths.Length > 0 && to.ElementCount > 0)
        {
            lengths[0] = -1;
        }

        return tape.Add(new Reshape(), value, tape.Integers(lengths));
    }
}
