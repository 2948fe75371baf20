using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Whether two tensors of one type agree, element by element, with broadcasting (ONNX Equal 7 to 19).</summary>
public sealed record Equal : Operator
{
    /// <inheritdoc/>
    public override string Kind => "equal";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context) => BinaryFolding.Infer(context) with { Type = ElementType.Bool };

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) =>
        BinaryFolding.Fold<Same>(context) is { } same ? ElementConversion.Convert(context, same, ElementType.Bool) : null;

    private readonly struct Same : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => a == b ? T.One : T.Zero;
    }
}
