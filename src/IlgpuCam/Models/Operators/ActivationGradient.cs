using IlgpuCam.Gradients;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>
/// What goes back through an element-wise function: the gradient of its result times its derivative. Inputs: the gradient, and what the derivative is taken from, of the same shape: the function's
/// result where <see cref="IsFromResult"/>, else what it was applied to. At the corner of ReLU and of clipping functions, and of |x|, the derivative is 0, as in PyTorch's.
/// </summary>
/// <param name="Activation">The function.</param>
/// <param name="Gates">
/// What goes back through rectifiers, the functions that pass positive values and close, gradually or at once, below 0: ReLU, clipping functions, LeakyRelu, ThresholdedRelu, HardSwish, Silu, Swish, Elu,
/// Selu, Celu, Gelu, TanhGelu and Mish. In guided back-propagation that is the positive part of the gradient times the derivative where the unit's input is positive (of clipping functions: between
/// the bounds), and 0 elsewhere; in the deconvolutional network the positive part of the gradient everywhere. Through all other functions the derivative's product goes back under each rule.
/// </param>
public sealed record ActivationGradient(Activation Activation, GateRule Gates = GateRule.Gradient) : BackwardOperator
{
    /// <inheritdoc/>
    public override string Kind => "activation_gradient";

    /// <summary>Whether most channels of the gradient are expected to be 0 throughout. A hint to backends that is not kept in files; the gradient may then be one number a map, too.</summary>
    internal bool IsSparse { get; init; }

    /// <summary>Whether maps whose gradient is 0 may be left as they are: what reads the result leaves them out, too.</summary>
    internal bool LeavesZerosOut { get; init; }

    /// <summary>Whether the result is the mean over the places of each map, [N,C,1,1]; the gradient is then one number a map.</summary>
    internal bool IsMean { get; init; }

    /// <summary>Whether the derivative is taken from the function's result.</summary>
    internal bool IsFromResult => Activation.Kind is ActivationKind.Relu or ActivationKind.Clip or ActivationKind.Sigmoid or ActivationKind.HardSigmoid or ActivationKind.Tanh or ActivationKind.Exp
        or ActivationKind.Sqrt or ActivationKind.Reciprocal;

    /// <summary>Whether the function is one whose gates the rule is about.</summary>
    internal bool IsRectifier => Activation.Kind is ActivationKind.Relu or ActivationKind.Clip or ActivationKind.LeakyRelu or ActivationKind.ThresholdedRelu or ActivationKind.HardSwish
        or ActivationKind.Silu or ActivationKind.Swish or ActivationKind.Elu or ActivationKind.Selu or ActivationKind.Celu or ActivationKind.Gelu or ActivationKind.TanhGelu or ActivationKind.Mish;

    /// <summary>Whether the derivative jumps somewhere: rounding on the way forward may then change single elements altogether.</summary>
    internal bool HasCorners => Activation.Kind is ActivationKind.Relu or ActivationKind.Clip or ActivationKind.HardSigmoid or ActivationKind.HardSwish or ActivationKind.LeakyRelu
        or ActivationKind.ThresholdedRelu or ActivationKind.Elu or ActivationKind.Selu or ActivationKind.Abs || (IsRectifier && Gates == GateRule.GuidedBackPropagation);

    /// <summary>Whether the derivative is 0 wherever it exists.</summary>
    internal bool IsZero => Activation.Kind is ActivationKind.Floor or ActivationKind.Ceiling or ActivationKind.Round;

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var (gradient, values) = (context.RequireFloat(0), context.RequireFloat(1));
        return values.Equals(gradient) || (IsSparse && values.Rank == 4 && gradient.Equals([values[0], values[1], 1, 1]))
            ? new(ElementType.Float32, IsMean ? [values[0], values[1], 1, 1] : values)
            : throw context.Error($"values of the gradient's shape, {gradient}, were expected, found {values}");
    }
}
