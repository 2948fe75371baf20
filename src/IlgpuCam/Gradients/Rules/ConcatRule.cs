using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Values one behind the other: each gets its part.</summary>
internal sealed class ConcatRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var axis = tape.Context(node).NormaliseAxis(((Concat)node.Operator).Axis, tape.Shape(node.Output).Rank);
        var place = 0L;
        foreach (var input in node.Inputs)
        {
            var length = tape.Shape(input)[axis];
            if (tape.IsNeeded(input))
            {
                tape.Flow(input, length == tape.Shape(node.Output)[axis]
                    ? gradient
                    : tape.Add(new Slice(), gradient, tape.Integers(place), tape.Integers(place + length), tape.Integers(axis)));
            }

            place += length;
        }
    }
}
