using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>An operator whose result has elements of its first input in places that depend on shapes and constants only, found by fixed steps through the input.</summary>
public abstract record MovingOperator : Operator
{
    /// <inheritdoc/>
    public override ConstantTensor? Fold(InferenceContext context) => context.Constant(0) is { } x ? FoldView(context, x) : null;

    /// <summary>Where the elements come from.</summary>
    /// <param name="context">The node's inputs, already accepted.</param>
    internal abstract StridedView View(InferenceContext context);

    private ConstantTensor FoldView(InferenceContext context, ConstantTensor x)
    {
        var view = View(context);
        return Folding.Collect(context, x, view.Extent, view.Strides.AsSpan(), view.Offset).Reshape(Infer(context).Shape);
    }
}
