using System.Runtime.InteropServices;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>An element-wise function of one input (ONNX Relu, Clip, Exp and the like); the result has the input's shape.</summary>
/// <param name="Activation">The function.</param>
public sealed record Activate(Activation Activation) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "activate";

    internal override Activation StoreActivation => Activation;

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        context.RequireFloat(0);
        return context.Info(0);
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context)
    {
        if (context.Constant(0) is not { } x)
        {
            return null;
        }

        var result = Folding.Allocate(context, new(ElementType.Float32, x.Shape));
        var values = MemoryMarshal.Cast<byte, float>(result.AsSpan());
        x.CopyTo(values);
        foreach (ref var value in values)
        {
            value = Activation.Apply(value);
        }

        return ElementConversion.Convert(context, new(ElementType.Float32, x.Shape, result), x.Type);
    }
}
