namespace IlgpuCam.Models.Operators;

/// <summary>The element-wise functions of one value. Each can stand alone or follow a layer in its store; A and B are the parameters of <see cref="Activation"/>.</summary>
public enum ActivationKind
{
    /// <summary>x itself.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, A), B); ReLU6 is A = 0, B = 6.</summary>
    Clip,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>min(max(A x + B, 0), 1).</summary>
    HardSigmoid,

    /// <summary>x min(max(x / 6 + 1 / 2, 0), 1).</summary>
    HardSwish,

    /// <summary>x / (1 + exp(-x)).</summary>
    Silu,

    /// <summary>x, or A x where x is negative (ONNX LeakyRelu 6).</summary>
    LeakyRelu,

    /// <summary>x, or 0 where x is at most A (ONNX ThresholdedRelu 10).</summary>
    ThresholdedRelu,

    /// <summary>x, or A (exp(x) - 1) where x is negative (ONNX Elu 6; Clevert et al. 2015).</summary>
    Elu,

    /// <summary>B x, or A B (exp(x) - 1) where x is negative (ONNX Selu 6; Klambauer et al. 2017).</summary>
    Selu,

    /// <summary>max(x, 0) + min(A (exp(x / A) - 1), 0) (ONNX Celu 12).</summary>
    Celu,

    /// <summary>x / (1 + exp(-A x)) (ONNX Swish 24).</summary>
    Swish,

    /// <summary>x (1 + erf(x / sqrt(2))) / 2 (ONNX Gelu 20).</summary>
    Gelu,

    /// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2 (ONNX Gelu 20, approximate tanh).</summary>
    TanhGelu,

    /// <summary>x tanh(log(1 + exp(x))) (ONNX Mish 18).</summary>
    Mish,

    /// <summary>log(1 + exp(x)) (ONNX Softplus 1).</summary>
    Softplus,

    /// <summary>x / (1 + |x|) (ONNX Softsign 1).</summary>
    Softsign,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.</summary>
    Erf,

    /// <summary>exp(x).</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>The square root.</summary>
    Sqrt,

    /// <summary>1 / x.</summary>
    Reciprocal,

    /// <summary>-x.</summary>
    Negate,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>The largest integer that is at most x.</summary>
    Floor,

    /// <summary>The least integer that is at least x.</summary>
    Ceiling,

    /// <summary>The nearest integer, halves to the even one (ONNX Round 11).</summary>
    Round,

    /// <summary>The sine of x radians.</summary>
    Sin,

    /// <summary>The cosine of x radians.</summary>
    Cos,
}
