namespace IlgpuCam.Kernels;

/// <summary>The element-wise functions of one value as kernels know them: the numbers of the library's activation kinds.</summary>
public static class ActivationCode
{
    /// <summary>x itself.</summary>
    public const int None = 0;

    /// <summary>max(x, 0).</summary>
    public const int Relu = 1;

    /// <summary>min(max(x, a), b).</summary>
    public const int Clip = 2;

    /// <summary>1 / (1 + exp(-x)).</summary>
    public const int Sigmoid = 3;

    /// <summary>min(max(a x + b, 0), 1).</summary>
    public const int HardSigmoid = 4;

    /// <summary>x min(max(x / 6 + 1 / 2, 0), 1).</summary>
    public const int HardSwish = 5;

    /// <summary>x / (1 + exp(-x)).</summary>
    public const int Silu = 6;

    /// <summary>x, or a x where x is negative.</summary>
    public const int LeakyRelu = 7;

    /// <summary>x, or 0 where x is at most a.</summary>
    public const int ThresholdedRelu = 8;

    /// <summary>x, or a (exp(x) - 1) where x is negative.</summary>
    public const int Elu = 9;

    /// <summary>b x, or a b (exp(x) - 1) where x is negative.</summary>
    public const int Selu = 10;

    /// <summary>max(x, 0) + min(a (exp(x / a) - 1), 0).</summary>
    public const int Celu = 11;

    /// <summary>x / (1 + exp(-a x)).</summary>
    public const int Swish = 12;

    /// <summary>x (1 + erf(x / sqrt(2))) / 2.</summary>
    public const int Gelu = 13;

    /// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.</summary>
    public const int TanhGelu = 14;

    /// <summary>x tanh(log(1 + exp(x))).</summary>
    public const int Mish = 15;

    /// <summary>log(1 + exp(x)).</summary>
    public const int Softplus = 16;

    /// <summary>x / (1 + |x|).</summary>
    public const int Softsign = 17;

    /// <summary>The hyperbolic tangent.</summary>
    public const int Tanh = 18;

    /// <summary>The error function.</summary>
    public const int Erf = 19;

    /// <summary>exp(x).</summary>
    public const int Exp = 20;

    /// <summary>The natural logarithm.</summary>
    public const int Log = 21;

    /// <summary>The square root.</summary>
    public const int Sqrt = 22;

    /// <summary>1 / x.</summary>
    public const int Reciprocal = 23;

    /// <summary>-x.</summary>
    public const int Negate = 24;

    /// <summary>|x|.</summary>
    public const int Abs = 25;

    /// <summary>The largest integer that is at most x.</summary>
    public const int Floor = 26;

    /// <summary>The least integer that is at least x.</summary>
    public const int Ceiling = 27;

    /// <summary>The nearest integer, halves to the even one.</summary>
    public const int Round = 28;

    /// <summary>The sine.</summary>
    public const int Sin = 29;

    /// <summary>The cosine.</summary>
    public const int Cos = 30;
}
