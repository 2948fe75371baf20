using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>A choice: the gradient goes where the element came from; the condition gets none.</summary>
internal sealed class WhereRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        tape.Gates++;
        for (var i = 1; i < 3; i++)
        {
            if (tape.IsNeeded(node.Inputs[i]))
            {
                var zero = tape.Constant(0);
                var part = i == 1 ? tape.Add(new Where(), node.Inputs[0], gradient, zero) : tape.Add(new Where(), node.Inputs[0], zero, gradient);
                tape.Flow(node.Inputs[i], Broadcasting.SumTo(tape, part, tape.Shape(node.Output), tape.Shape(node.Inputs[i])));
            }
        }
    }
}
