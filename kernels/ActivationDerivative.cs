namespace IlgpuCam.Kernels;

/// <summary>
/// The derivatives of the element-wise functions, some of which are known from the function's result: those of ReLU, clip, sigmoid, hard sigmoid, tanh, exp, square root and reciprocal. Where a derivative
/// jumps, it is what PyTorch takes; at 0 and at the bounds of clipping functions that is 0.
/// </summary>
public static class ActivationDerivative
{
    private const float InverseRootOfTwo = 0.70710678f;
    private const float TwoOverRootOfPi = 1.1283792f;
    private const float InverseRootOfTwoPi = 0.39894228f;
    private const float RootOfTwoOverPi = 0.79788456f;

    /// <summary>The derivative.</summary>
    /// <param name="x">The function's result, for those that are named; else what it was applied to.</param>
    /// <param name="parameters">The function.</param>
    public static float At(float x, ActivationParameters parameters)
    {
        var a = parameters.A;
        var b = parameters.B;
        switch (parameters.Code)
        {
            case ActivationCode.Relu:
                return x > 0 ? 1 : 0;
            case ActivationCode.Clip:
                return x > a && x < b ? 1 : 0;
            case ActivationCode.Sigmoid:
                return x * (1 - x);
            case ActivationCode.HardSigmoid:
                return x > 0 && x < 1 ? a : 0;
            case ActivationCode.HardSwish:
                return x <= -3 ? 0 : x >= 3 ? 1 : (x / 3) + 0.5f;
            case ActivationCode.Silu:
                return OfSwish(x, 1);
            case ActivationCode.LeakyRelu:
                return x > 0 ? 1 : a;
            case ActivationCode.ThresholdedRelu:
                return x > a ? 1 : 0;
            case ActivationCode.Elu:
                return x < 0 ? a * XMath.Exp(x) : 1;
            case ActivationCode.Selu:
                return b * (x < 0 ? a * XMath.Exp(x) : 1);
            case ActivationCode.Celu:
                return x < 0 ? XMath.Exp(x / a) : 1;
            case ActivationCode.Swish:
                return OfSwish(x, a);
            case ActivationCode.Gelu:
                return (0.5f * (1 + XMath.Erf(x * InverseRootOfTwo))) + (x * InverseRootOfTwoPi * XMath.Exp(-0.5f * x * x));
            case ActivationCode.TanhGelu:
                return OfTanhGelu(x);
            case ActivationCode.Mish:
                return OfMish(x);
            case ActivationCode.Softplus:
                return Sigmoid(x);
            case ActivationCode.Softsign:
                return 1 / ((1 + MathF.Abs(x)) * (1 + MathF.Abs(x)));
            case ActivationCode.Tanh:
                return OfTanh(x);
            case ActivationCode.Erf:
                return TwoOverRootOfPi * XMath.Exp(-x * x);
            case ActivationCode.Exp:
                return x;
            case ActivationCode.Log:
                return 1 / x;
            case ActivationCode.Sqrt:
                return 0.5f / x;
            case ActivationCode.Reciprocal:
                return -x * x;
            case ActivationCode.Negate:
                return -1;
            case ActivationCode.Abs:
                return x < 0 ? -1 : x > 0 ? 1 : 0;
            case ActivationCode.Floor:
            case ActivationCode.Ceiling:
            case ActivationCode.Round:
                return 0;
            case ActivationCode.Sin:
                return XMath.Cos(x);
            case ActivationCode.Cos:
                return -XMath.Sin(x);
            default:
                return 1;
        }
    }

    private static float Sigmoid(float x) => 1 / (1 + XMath.Exp(-x));

    private static float OfTanh(float tanh) => (1 - tanh) * (1 + tanh);

    private static float OfSwish(float x, float a)
    {
        var sigmoid = Sigmoid(a * x);
        return sigmoid + (a * x * sigmoid * (1 - sigmoid));
    }

    private static float OfTanhGelu(float x)
    {
        var tanh = XMath.Tanh(RootOfTwoOverPi * (x + (0.044715f * x * x * x)));
        return 0.5f * (1 + tanh + (x * OfTanh(tanh) * RootOfTwoOverPi * (1 + (0.134145f * x * x))));
    }

    private static float OfMish(float x)
    {
        var tanh = XMath.Tanh(AnyActivation.Softplus(x));
        return tanh + (x * OfTanh(tanh) * Sigmoid(x));
    }
}
