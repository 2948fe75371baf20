using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Softmax y: y (g - sum of g y); its logarithm: g - y sum of g.</summary>
internal sealed class SoftmaxRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var softmax = (Softmax)node.Operator;
        var axis = tape.Context(node).NormaliseAxis(softmax.Axis, tape.Shape(node.Output).Rank);
        var y = tape.Floats(node.Output);
        if (softmax.Logarithm)
        {
            tape.Flow(node.Inputs[0], tape.Minus(gradient, tape.Times(tape.Of(ActivationKind.Exp, y), tape.Reduced(ReductionKind.Sum, gradient, axis))));
            return;
        }

        tape.Flow(node.Inputs[0], tape.Times(y, tape.Minus(gradient, tape.Reduced(ReductionKind.Sum, tape.Times(gradient, y), axis))));
    }
}
