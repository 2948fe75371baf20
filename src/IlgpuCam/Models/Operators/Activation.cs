namespace IlgpuCam.Models.Operators;

/// <summary>An element-wise function with its parameters.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="A">Its first parameter; the lower bound of <see cref="ActivationKind.Clip"/>.</param>
/// <param name="B">Its second parameter; the upper bound of <see cref="ActivationKind.Clip"/>.</param>
public readonly record struct Activation(ActivationKind Kind, float A = 0, float B = 0)
{
    /// <summary>No activation.</summary>
    public static Activation None => default;

    /// <summary>max(x, 0).</summary>
    public static Activation Relu => new(ActivationKind.Relu);

    /// <summary>min(max(x, 0), 6), Sandler et al., MobileNetV2.</summary>
    public static Activation Relu6 => Clip(0, 6);

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Activation Sigmoid => new(ActivationKind.Sigmoid);

    /// <summary>min(max(x, minimum), maximum).</summary>
    /// <param name="minimum">The lower bound; negative infinity for none.</param>
    /// <param name="maximum">The upper bound; infinity for none.</param>
    public static Activation Clip(float minimum, float maximum) => new(ActivationKind.Clip, minimum, maximum);

    /// <summary>The function of one value.</summary>
    /// <param name="x">The value.</param>
    public float Apply(float x) => Kind switch
    {
        ActivationKind.None => x,
        ActivationKind.Relu => MathF.Max(x, 0),
        ActivationKind.Clip => MathF.Min(MathF.Max(x, A), B),
        ActivationKind.Sigmoid => 1 / (1 + MathF.Exp(-x)),
        _ => throw new InvalidOperationException($"unknown activation {Kind}"),
    };
}
