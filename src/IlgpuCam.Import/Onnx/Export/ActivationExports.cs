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
            default:
                throw new InvalidOperationException($"unknown activation {activation.Kind}");
        }
    }
}
