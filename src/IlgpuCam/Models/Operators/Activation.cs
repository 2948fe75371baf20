namespace IlgpuCam.Models.Operators;

/// <summary>An element-wise function with its parameters.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="A">Its first parameter; the lower bound of <see cref="ActivationKind.Clip"/>, the slope of <see cref="ActivationKind.HardSigmoid"/>.</param>
/// <param name="B">Its second parameter; the upper bound of <see cref="ActivationKind.Clip"/>, the offset of <see cref="ActivationKind.HardSigmoid"/>.</param>
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

    /// <summary>x min(max(x / 6 + 1 / 2, 0), 1), Howard et al. 2019, MobileNetV3 (ONNX HardSwish 14).</summary>
    public static Activation HardSwish => new(ActivationKind.HardSwish);

    /// <summary>x / (1 + exp(-x)), Elfwing et al. 2017; swish with beta = 1.</summary>
    public static Activation Silu => new(ActivationKind.Silu);

    /// <summary>Whether the function only bounds values, which every kernel does in its store.</summary>
    internal bool IsClamp => Kind is ActivationKind.None or ActivationKind.Relu or ActivationKind.Clip;

    /// <summary>min(max(slope x + offset, 0), 1) (ONNX HardSigmoid 6); with PyTorch's parameters unless stated.</summary>
    /// <param name="slope">The slope of the middle part.</param>
    /// <param name="offset">The value at 0.</param>
    public static Activation HardSigmoid(float slope = 1 / 6f, float offset = 0.5f) => new(ActivationKind.HardSigmoid, slope, offset);

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
        ActivationKind.HardSigmoid => MathF.Min(MathF.Max((x * A) + B, 0), 1),
        ActivationKind.HardSwish => x * MathF.Min(MathF.Max((x / 6) + 0.5f, 0), 1),
        ActivationKind.Silu => x / (1 + MathF.Exp(-x)),
        _ => throw new InvalidOperationException($"unknown activation {Kind}"),
    };
}
