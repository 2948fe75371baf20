using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Max pooling.</summary>
internal sealed class MaxPoolRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        tape.Gates++;
        tape.Flow(node.Inputs[0], tape.Add(new MaxPoolGradient2d(((MaxPool2d)node.Operator).Window), gradient, node.Inputs[0]));
    }
}
