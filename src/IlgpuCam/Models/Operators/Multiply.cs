using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The element-wise product of two values (ONNX Mul 7 to 14), with an activation in its store; lengths of 1 and missing outer axes are broadcast as in NumPy.</summary>
/// <param name="Activation">Applied to the result.</param>
public sealed record Multiply(Activation Activation = default) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "multiply";

    internal override Activation StoreActivation => Activation;

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var info = BinaryFolding.Infer(context);
        return info.Type != ElementType.Bool ? info : throw context.Error("numbers were expected, found Bool");
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) =>
        BinaryFolding.Fold<Product>(context) is { } product ? Activate.Fold(context, Activation, product) : null;

    private readonly struct Product : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => a * b;
    }
}
