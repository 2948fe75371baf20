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
        var info = context.Info(0);
        if (info.Type == ElementType.Bool || !IsExact)
        {
            context.RequireFloat(0);
        }

        return info;
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => context.Constant(0) is { } x ? Fold(context, Activation, x) : null;

    /// <summary>The function of a constant.</summary>
    /// <param name="context">Names the node in errors.</param>
    /// <param name="activation">The function.</param>
    /// <param name="x">The constant.</param>
    internal static ConstantTensor Fold(InferenceContext context, Activation activation, ConstantTensor x) =>
        activation == Activation.None ? x : x.Type.IsFloat() ? FoldFloats(context, activation, x) : FoldIntegers(context, activation, x);

    /// <summary>Whether integers become integers.</summary>
    internal bool IsExact => Activation.Kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Clip or ActivationKind.Negate or ActivationKind.Abs
        or ActivationKind.Floor or ActivationKind.Ceiling or ActivationKind.Round;

    private static ConstantTensor FoldFloats(InferenceContext context, Activation activation, ConstantTensor x)
    {
        var result = Folding.Allocate(context, new(ElementType.Float32, x.Shape));
        var values = MemoryMarshal.Cast<byte, float>(result.AsSpan());
        x.CopyTo(values);
        foreach (ref var value in values)
        {
            value = activation.Apply(value);
        }

        return ElementConversion.Convert(context, new(ElementType.Float32, x.Shape, result), x.Type);
    }

    private static ConstantTensor FoldIntegers(InferenceContext context, Activation activation, ConstantTensor x)
    {
        var wide = ElementConversion.Convert(context, x, ElementType.Float64);
        var result = Folding.Allocate(context, new(ElementType.Float64, x.Shape));
        var values = MemoryMarshal.Cast<byte, double>(result.AsSpan());
        wide.AsSpan<double>().CopyTo(values);
        foreach (ref var value in values)
        {
            value = activation.Apply(value);
        }

        return ElementConversion.Convert(context, new(ElementType.Float64, x.Shape, result), x.Type);
    }
}
