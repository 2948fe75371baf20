namespace IlgpuCam.Kernels;

/// <summary>Every function, chosen when the kernel runs.</summary>
public readonly struct AnyActivation : IActivation
{
    /// <inheritdoc/>
    public static float Apply(float x, ActivationParameters parameters)
    {
        var a = parameters.A;
        var b = parameters.B;
        switch (parameters.Code)
        {
            case ActivationCode.Relu:
                return MathF.Max(x, 0);
            case ActivationCode.Clip:
                return MathF.Min(MathF.Max(x, a), b);
            case ActivationCode.Sigmoid:
                return 1 / (1 + XMath.Exp(-x));
            case ActivationCode.HardSigmoid:
                return MathF.Min(MathF.Max((x * a) + b, 0), 1);
            case ActivationCode.HardSwish:
                return x * MathF.Min(MathF.Max((x / 6) + 0.5f, 0), 1);
            case ActivationCode.Silu:
                return x / (1 + XMath.Exp(-x));
            case ActivationCode.LeakyRelu:
                return x < 0 ? a * x : x;
            case ActivationCode.ThresholdedRelu:
                return x <= a ? 0 : x;
            case ActivationCode.Elu:
                return x < 0 ? a * ExpMinusOne(x) : x;
            case ActivationCode.Selu:
                return b * (x < 0 ? a * ExpMinusOne(x) : x);
            case ActivationCode.Celu:
                return MathF.Max(x, 0) + MathF.Min(a * ExpMinusOne(x / a), 0);
            case ActivationCode.Swish:
                return x / (1 + XMath.Exp(-a * x));
            case ActivationCode.Gelu:
                return x * (1 + XMath.Erf(x * 0.70710678f)) * 0.5f;
            case ActivationCode.TanhGelu:
                return x * (1 + XMath.Tanh(0.79788456f * (x + (0.044715f * x * x * x)))) * 0.5f;
            case ActivationCode.Mish:
                return x * XMath.Tanh(Softplus(x));
            case ActivationCode.Softplus:
                return Softplus(x);
            case ActivationCode.Softsign:
                return x / (1 + MathF.Abs(x));
            case ActivationCode.Tanh:
                return XMath.Tanh(x);
            case ActivationCode.Erf:
                return XMath.Erf(x);
            case ActivationCode.Exp:
                return XMath.Exp(x);
            case ActivationCode.Log:
                return XMath.Log(x);
            case ActivationCode.Sqrt:
                return MathF.Sqrt(x);
            case ActivationCode.Reciprocal:
                return 1 / x;
            case ActivationCode.Negate:
                return -x;
            case ActivationCode.Abs:
                return MathF.Abs(x);
            case ActivationCode.Floor:
                return MathF.Floor(x);
            case ActivationCode.Ceiling:
                return MathF.Ceiling(x);
            case ActivationCode.Round:
                return MathF.Round(x);
            case ActivationCode.Sin:
                return XMath.Sin(x);
            case ActivationCode.Cos:
                return XMath.Cos(x);
            default:
                return x;
        }
    }

    // Near 0 the difference exp(x) - 1 loses its digits; there tanh(x / 2) (exp(x) + 1) is the same and keeps them.
    private static float ExpMinusOne(float x)
    {
        var exponential = XMath.Exp(x);
        return MathF.Abs(x) < 0.5f ? XMath.Tanh(0.5f * x) * (exponential + 1) : exponential - 1;
    }

    internal static float Softplus(float x) => MathF.Max(x, 0) + XMath.Log(1 + XMath.Exp(-MathF.Abs(x)));
}
