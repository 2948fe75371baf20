using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Average pooling.</summary>
internal sealed class AveragePoolRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var pool = (AveragePool2d)node.Operator;
        var x = tape.Shape(node.Inputs[0]);
        tape.Flow(node.Inputs[0], tape.Add(new AveragePoolGradient2d(pool.Window, x[2], x[3], pool.CountIncludePad), gradient));
    }
}
