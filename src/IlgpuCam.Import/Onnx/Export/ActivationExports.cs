using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>Element-wise functions that stand alone or follow a layer.</summary>
internal static class ActivationExports
{
    internal static void Activate(NodeExport node, Activate op) => Emit(node, node.Input(0), op.Activation);

    /// <summary>Gives a node's result: the function of a value.</summary>
    internal static void Emit(NodeExport node, string x, Activation activation)
    {
        switch (activation.Kind)
        {
            case ActivationKind.None:
                node.Emit("Identity", [x]);
                break;
            case ActivationKind.Relu:
                node.Emit("Relu", [x]);
                break;
            case ActivationKind.Clip:
                var minimum = float.IsNegativeInfinity(activation.A) ? string.Empty : node.Scalar("minimum", activation.A);
                node.Emit("Clip", float.IsPositiveInfinity(activation.B) ? [x, minimum] : [x, minimum, node.Scalar("maximum", activation.B)]);
                break;
            case ActivationKind.Sigmoid:
                node.Emit("Sigmoid", [x]);
                break;
            case ActivationKind.HardSigmoid:
                node.Emit("HardSigmoid", [x], new NodeAttributes().Add("alpha", activation.A).Add("beta", activation.B));
                break;
            case ActivationKind.HardSwish:
                node.Emit("HardSwish", [x]);
                break;
            case ActivationKind.Silu:
                node.Emit("Mul", [x, node.AddStep("Sigmoid", "gate", [x])]);
                break;
            case ActivationKind.TanhGelu:
                TanhGelu(node, x);
                break;
            case ActivationKind.Gelu:
                var error = node.AddStep("Erf", "error", [node.AddStep("Mul", "scaled", [x, node.Scalar("root", MathF.Sqrt(0.5f))])]);
                var half = node.AddStep("Mul", "half", [x, node.Scalar("two", 0.5f)]);
                node.Emit("Mul", [half, node.AddStep("Add", "sum", [error, node.Scalar("one", 1)])]);
                break;
            case ActivationKind.Mish:
                node.Emit("Mul", [x, node.AddStep("Tanh", "tanh", [node.AddStep("Softplus", "softplus", [x])])]);
                break;
            case ActivationKind.Swish:
                node.Emit("Mul", [x, node.AddStep("Sigmoid", "gate", [node.AddStep("Mul", "scaled", [x, node.Scalar("alpha", activation.A)])])]);
                break;
            case ActivationKind.Selu:
                node.Emit("Selu", [x], new NodeAttributes().Add("alpha", activation.A).Add("gamma", activation.B));
                break;
            case ActivationKind.LeakyRelu or ActivationKind.ThresholdedRelu or ActivationKind.Elu or ActivationKind.Celu:
                node.Emit(activation.Kind.ToString(), [x], new NodeAttributes().Add("alpha", activation.A));
                break;
            case ActivationKind.Negate:
                node.Emit("Neg", [x]);
                break;
            case ActivationKind.Ceiling:
                node.Emit("Ceil", [x]);
                break;
            case ActivationKind.Softplus or ActivationKind.Softsign or ActivationKind.Tanh or ActivationKind.Erf or ActivationKind.Exp or ActivationKind.Log
                or ActivationKind.Sqrt or ActivationKind.Reciprocal or ActivationKind.Abs or ActivationKind.Floor or ActivationKind.Round or ActivationKind.Sin
                or ActivationKind.Cos:
                node.Emit(activation.Kind.ToString(), [x]);
                break;
            default:
                throw new InvalidOperationException($"unknown activation {activation.Kind}");
        }
    }

    /// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, in the operators that every version has.</summary>
    private static void TanhGelu(NodeExport node, string x)
    {
        var cube = node.AddStep("Mul", "cube", [x, node.AddStep("Mul", "square", [x, x])]);
        var sum = node.AddStep("Add", "cubic", [x, node.AddStep("Mul", "weighted", [cube, node.Scalar("weight", 0.044715f)])]);
        var tanh = node.AddStep("Tanh", "tanh", [node.AddStep("Mul", "scaled", [sum, node.Scalar("root", MathF.Sqrt(2 / MathF.PI))])]);
        var half = node.AddStep("Mul", "half", [x, node.Scalar("two", 0.5f)]);
        node.Emit("Mul", [half, node.AddStep("Add", "sum", [tanh, node.Scalar("one", 1)])]);
    }
}
