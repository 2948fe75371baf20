using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>What a node computes: its parameters, the shape of its result, and, where all inputs are known, the result itself. Immutable; backends only execute it.</summary>
public abstract record Operator
{
    /// <summary>The operator's name in model files, tables and messages, such as <c>conv2d</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The function that is applied to each value before it is stored.</summary>
    internal virtual Activation StoreActivation => default;

    /// <summary>Checks the inputs and gives type and shape of the result.</summary>
    /// <param name="context">The node's inputs.</param>
    /// <exception cref="NetworkException">The inputs do not fit; the message names the node.</exception>
    public abstract ValueInfo Infer(InferenceContext context);

    /// <summary>Computes the result ahead of time, where what it depends on is known: constants, or the shapes of the inputs.</summary>
    /// <param name="context">The node's inputs, already accepted by <see cref="Infer"/>.</param>
    /// <returns>The result, or null when it depends on the image or this operator is not worth folding.</returns>
    public virtual ConstantTensor? Fold(InferenceContext context) => null;

    /// <summary>Multiply-adds of the direct algorithm; 0 for what does no sums of products.</summary>
    /// <param name="context">The node's inputs, already accepted by <see cref="Infer"/>.</param>
    public virtual long MultiplyAdds(InferenceContext context) => 0;
}
