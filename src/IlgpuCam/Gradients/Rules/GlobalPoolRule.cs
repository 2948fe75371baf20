using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Global pooling: one window over the whole map.</summary>
internal sealed class GlobalPoolRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var x = tape.Shape(node.Inputs[0]);
        gradient = ReshapeRule.Back(tape, gradient, tape.Shape(node.Output), [x[0], x[1], 1, 1]);
        if (((GlobalPool)node.Operator).Pooling == PoolingKind.Max)
        {
            tape.Gates++;
            tape.Flow(node.Inputs[0], tape.Add(new MaxPoolGradient2d(Window(x)), gradient, node.Inputs[0]));
        }
        else
        {
            tape.Flow(node.Inputs[0], Spread(tape, gradient, x));
        }
    }

    /// <summary>What goes back through the mean of each map.</summary>
    /// <param name="tape">Takes the nodes.</param>
    /// <param name="gradient">The gradient of the means, [N,C,1,1].</param>
    /// <param name="x">The shape of the maps, [N,C,H,W].</param>
    internal static string Spread(GradientTape tape, string gradient, Shape x) => tape.Add(new AveragePoolGradient2d(Window(x), x[2], x[3]), gradient);

    private static Window2d Window(Shape x) => new(new(x[2], x[3]), Size2.One, Size2.One, default);
}
