using IlgpuCam.Models;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Sums: the gradient goes to both sides, added up where a side was repeated.</summary>
internal sealed class AddRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        foreach (var input in node.Inputs.Where(tape.IsNeeded))
        {
            tape.Flow(input, Broadcasting.SumTo(tape, gradient, tape.Shape(node.Output), tape.Shape(input)));
        }
    }
}
