using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Fully connected layers: the same weights, from results to inputs.</summary>
internal sealed class FullyConnectedRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        tape.Context(node).RequireConstant(1);
        tape.Flow(node.Inputs[0], tape.Add(new FullyConnectedGradient { IsSparse = tape.IsSparse(gradient) }, gradient, node.Inputs[1]));
    }
}
