using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>The element-wise functions by their definitions, in double precision.</summary>
internal static class ReferenceFunctions
{
    internal static Converter<double, double> Of(Activation activation)
    {
        double a = activation.A, b = activation.B;
        return activation.Kind switch
        {
            ActivationKind.None => v => v,
            ActivationKind.Relu => v => Math.Max(v, 0),
            ActivationKind.Clip => v => Math.Min(Math.Max(v, a), b),
            ActivationKind.Sigmoid => Sigmoid,
            ActivationKind.HardSigmoid => v => Math.Clamp((v * a) + b, 0, 1),
            ActivationKind.HardSwish => v => v * Math.Clamp((v / 6) + 0.5, 0, 1),
            ActivationKind.Silu => v => v * Sigmoid(v),
            ActivationKind.LeakyRelu => v => v >= 0 ? v : a * v,
            ActivationKind.ThresholdedRelu => v => v > a ? v : 0,
            ActivationKind.Elu => v => v >= 0 ? v : a * (Math.Exp(v) - 1),
            ActivationKind.Selu => v => v > 0 ? b * v : b * ((a * Math.Exp(v)) - a),
            ActivationKind.Celu => v => Math.Max(0, v) + Math.Min(0, a * (Math.Exp(v / a) - 1)),
            ActivationKind.Swish => v => v * Sigmoid(a * v),
            ActivationKind.Gelu => v => v * 0.5 * (1 + Erf(v / Math.Sqrt(2))),
            ActivationKind.TanhGelu => v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * Math.Pow(v, 3))))),
            ActivationKind.Mish => v => v * Math.Tanh(Math.Log(1 + Math.Exp(v))),
            ActivationKind.Softplus => v => Math.Log(1 + Math.Exp(v)),
            ActivationKind.Softsign => v => v / (1 + Math.Abs(v)),
            ActivationKind.Tanh => Math.Tanh,
            ActivationKind.Erf => Erf,
            ActivationKind.Exp => Math.Exp,
            ActivationKind.Log => Math.Log,
            ActivationKind.Sqrt => Math.Sqrt,
            ActivationKind.Reciprocal => v => 1 / v,
            ActivationKind.Negate => v => -v,
            ActivationKind.Abs => Math.Abs,
            ActivationKind.Floor => Math.Floor,
            ActivationKind.Ceiling => Math.Ceiling,
            ActivationKind.Round => v => Math.Round(v, MidpointRounding.ToEven),
            ActivationKind.Sin => Math.Sin,
            ActivationKind.Cos => Math.Cos,
            _ => throw new InvalidOperationException($"{activation.Kind} has no reference"),
        };
    }

    internal static Func<double, double, double> Of(ArithmeticOperation operation) => operation switch
    {
        ArithmeticOperation.Subtract => (a, b) => a - b,
        ArithmeticOperation.Divide => (a, b) => a / b,
        ArithmeticOperation.Power => Math.Pow,
        ArithmeticOperation.Minimum => Math.Min,
        ArithmeticOperation.Maximum => Math.Max,
        ArithmeticOperation.Slope => (a, b) => a < 0 ? a * b : a,
        _ => throw new InvalidOperationException($"{operation} has no reference"),
    };

    internal static Func<double, double, double> Of(Comparison comparison) => comparison switch
    {
        Comparison.Less => (a, b) => a < b ? 1 : 0,
        Comparison.LessOrEqual => (a, b) => a <= b ? 1 : 0,
        Comparison.And => (a, b) => a != 0 && b != 0 ? 1 : 0,
        Comparison.Or => (a, b) => a != 0 || b != 0 ? 1 : 0,
        Comparison.Xor => (a, b) => (a != 0) != (b != 0) ? 1 : 0,
        _ => throw new InvalidOperationException($"{comparison} has no reference"),
    };

    /// <summary>Numbers as another type has them.</summary>
    internal static double[] As(ElementType type, double[] x) => type switch
    {
        ElementType.Bool => Array.ConvertAll(x, v => v != 0 ? 1.0 : 0),
        ElementType.Int64 => Array.ConvertAll(x, Math.Truncate),
        _ => x,
    };

    /// <summary>The error function as the integral that defines it, by Simpson's rule.</summary>
    internal static double Erf(double x)
    {
        const int Parts = 2000;
        var end = Math.Clamp(x, -6, 6);
        var sum = 0.0;
        for (var i = 0; i <= Parts; i++)
        {
            var t = end * i / Parts;
            sum += Math.Exp(-t * t) * (i is 0 or Parts ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return 2 / Math.Sqrt(Math.PI) * end / Parts / 3 * sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
