using IlgpuCam.Gradients;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>
/// What goes back through an element-wise function: the gradient of its result times its derivative. Inputs: the gradient, and what the derivative is taken from, of the same shape: the function's
/// result where <see cref="IsFromResult"/>, else what it was applied to. At the corner of ReLU and of clipping functions the derivative is 0, as in PyTorch's.
/// </summary>
/// <param name="Activation">The function.</param>
/// <param name="Gates">What goes back through functions that are closed for some values.</param>
public sealed record ActivationGradient(Activation Activation, GateRule Gates = GateRule.Gradient) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "activation_gradient";

    /// <summary>Whether the derivative is taken from the function's result.</summary>
    internal bool IsFromResult => Activation.Kind is ActivationKind.Relu or ActivationKind.Clip;

    /// <summary>Whether the derivative jumps somewhere: rounding on the way forward may then change single elements altogether.</summary>
    internal bool HasCorners => Activation.Kind is ActivationKind.Relu or ActivationKind.Clip or ActivationKind.HardSigmoid or ActivationKind.HardSwish or ActivationKind.LeakyRelu
        or ActivationKind.ThresholdedRelu or ActivationKind.Abs;

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var gradient = context.RequireFloat(0);
        return context.RequireFloat(1).Equals(gradient)
            ? new(ElementType.Float32, gradient)
            : throw context.Error($"values of the gradient's shape, {gradient}, were expected, found {context.Shape(1)}");
    }
}
