using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The element-wise sum of two values (ONNX Add 7 to 14), with an activation in its store; lengths of 1 and missing outer axes are broadcast as in NumPy.</summary>
/// <param name="Activation">Applied to the result.</param>
public sealed record Add(Activation Activation = default) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "add";

    internal override Activation StoreActivation => Activation;

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var info = BinaryFolding.Infer(context);
        return info.Type != ElementType.Bool ? info : throw context.Error("numbers were expected, found Bool");
    }

    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) =>
        BinaryFolding.Fold<Sum>(context) is { } sum ? Activate.Fold(context, Activation, sum) : null;

    private readonly struct Sum : IBinaryFunction
    {
        static T IBinaryFunction.Apply<T>(T a, T b) => a + b;
    }
}
