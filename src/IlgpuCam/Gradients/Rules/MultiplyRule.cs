using IlgpuCam.Models;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Products: each side gets the gradient times the other side, added up where it was repeated; a square gets both.</summary>
internal sealed class MultiplyRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        for (var i = 0; i < 2; i++)
        {
            if (tape.IsNeeded(node.Inputs[i]))
            {
                var part = tape.Times(gradient, tape.Floats(node.Inputs[1 - i]));
                tape.Flow(node.Inputs[i], Broadcasting.SumTo(tape, part, tape.Shape(node.Output), tape.Shape(node.Inputs[i])));
            }
        }
    }
}
