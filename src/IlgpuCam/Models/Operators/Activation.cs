namespace IlgpuCam.Models.Operators;

/// <summary>An element-wise function with its parameters.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="A">Its first parameter, see <see cref="ActivationKind"/>; the lower bound of <see cref="ActivationKind.Clip"/>, the slope of <see cref="ActivationKind.HardSigmoid"/>.</param>
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

    /// <summary>The function of one value, computed in double precision.</summary>
    /// <param name="x">The value.</param>
    public float Apply(float x) => (float)Apply((double)x);

    internal double Apply(double x) => Kind switch
    {
        ActivationKind.None => x,
        ActivationKind.Relu => Math.Max(x, 0),
        ActivationKind.Clip => Math.Min(Math.Max(x, A), B),
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationKind.HardSigmoid => Math.Min(Math.Max((x * A) + B, 0), 1),
        ActivationKind.HardSwish => x * Math.Min(Math.Max((x / 6) + 0.5, 0), 1),
        ActivationKind.Silu => x / (1 + Math.Exp(-x)),
        ActivationKind.LeakyRelu => x < 0 ? A * x : x,
        ActivationKind.ThresholdedRelu => x <= A ? 0 : x,
        ActivationKind.Elu => x < 0 ? A * (Math.Exp(x) - 1) : x,
        ActivationKind.Selu => B * (x < 0 ? A * (Math.Exp(x) - 1) : x),
        ActivationKind.Celu => Math.Max(x, 0) + Math.Min(A * (Math.Exp(x / A) - 1), 0),
        ActivationKind.Swish => x / (1 + Math.Exp(-A * x)),
        ActivationKind.Gelu => x * (1 + ErrorFunction.Erf(x / Math.Sqrt(2))) / 2,
        ActivationKind.TanhGelu => x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))) / 2,
        ActivationKind.Mish => x * Math.Tanh(Softplus(x)),
        ActivationKind.Softplus => Softplus(x),
        ActivationKind.Softsign => x / (1 + Math.Abs(x)),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.Erf => ErrorFunction.Erf(x),
        ActivationKind.Exp => Math.Exp(x),
        ActivationKind.Log => Math.Log(x),
        ActivationKind.Sqrt => Math.Sqrt(x),
        ActivationKind.Reciprocal => 1 / x,
        ActivationKind.Negate => -x,
        ActivationKind.Abs => Math.Abs(x),
        ActivationKind.Floor => Math.Floor(x),
        ActivationKind.Ceiling => Math.Ceiling(x),
        ActivationKind.Round => Math.Round(x, MidpointRounding.ToEven),
        ActivationKind.Sin => Math.Sin(x),
        ActivationKind.Cos => Math.Cos(x),
        _ => throw new InvalidOperationException($"unknown activation {Kind}"),
    };

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
