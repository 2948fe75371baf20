using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Global pooling: one window over the whole map.</summary>
internal sealed class GlobalPoolRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var x = tape.Shape(node.Inputs[0]);
        var window = new Window2d(new(x[2], x[3]), Size2.One, Size2.One, default);
        gradient = ReshapeRule.Back(tape, gradient, tape.Shape(node.Output), [x[0], x[1], 1, 1]);
        if (((GlobalPool)node.Operator).Pooling == PoolingKind.Max)
        {
            tape.Gates++;
            tape.Flow(node.Inputs[0], tape.Add(new MaxPoolGradient2d(window), gradient, node.Inputs[0]));
        }
        else
        {
            tape.Flow(node.Inputs[0], tape.Add(new AveragePoolGradient2d(window, x[2], x[3]), gradient));
        }
    }
}
