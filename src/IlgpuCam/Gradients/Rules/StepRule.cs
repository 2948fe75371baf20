using IlgpuCam.Models;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Operators whose results, though floats, only jump from one to the next: nothing goes back. Where all that is asked for depends on them alone, it has no influence.</summary>
internal sealed class StepRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
    }
}
