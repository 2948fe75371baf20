using IlgpuCam.Models;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Floats of another precision: all gradients have the same one.</summary>
internal sealed class FloatsRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient) => tape.Flow(node.Inputs[0], gradient);
}
