using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Batch normalisation with fixed statistics: a factor a channel.</summary>
internal sealed class BatchNormalizationRule : GradientRule
{
    internal override void Apply(GradientTape tape, Node node, string gradient)
    {
        var (scale, _) = ((BatchNormalization)node.Operator).Affine(tape.Context(node));
        var lengths = new int[tape.Shape(node.Output).Rank - 1];
        lengths.AsSpan().Fill(1);
        lengths[0] = scale.Length;
        tape.Flow(node.Inputs[0], tape.Add(new Multiply(), gradient, tape.Constant(ConstantTensor.FromFloats(Shape.Create(lengths), scale))));
    }
}
