using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Element-wise functions; through steps such as rounding nothing goes back.</summary>
internal sealed class ActivateRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var activation = ((Activate)node.Operator).Activation;
        if (activation.Kind == ActivationKind.None)
        {
            tape.Flow(node.Inputs[0], gradient);
            return;
        }

        var op = new ActivationGradient(activation, tape.Rule) { IsSparse = tape.IsSparse(gradient) };
        if (!op.IsZero)
        {
            tape.Gates += op.HasCorners ? 1 : 0;
            tape.Flow(node.Inputs[0], tape.Add(op, gradient, op.IsFromResult ? node.Output : node.Inputs[0]));
        }
    }
}
