using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>What works on every element, or on every element of a channel, by itself.</summary>
internal static class ElementwiseOperators
{
    internal static void Relu(OnnxNodeContext node) => node.Emit(new Activate(Activation.Relu), node.Input(0));

    internal static void Sigmoid(OnnxNodeContext node) => node.Emit(new Activate(Activation.Sigmoid), node.Input(0));

    internal static void HardSigmoid(OnnxNodeContext node) =>
        node.Emit(new Activate(Activation.HardSigmoid(node.Single("alpha", 0.2f), node.Single("beta", 0.5f))), node.Input(0));

    internal static void HardSwish(OnnxNodeContext node) => node.Emit(new Activate(Activation.HardSwish), node.Input(0));

    internal static void Clip(OnnxNodeContext node)
    {
        var (minimum, maximum) = node.OperatorSet < 11
            ? (node.Single("min", float.NegativeInfinity), node.Single("max", float.PositiveInfinity))
            : (node.SingleInput(1, "the minimum") ?? float.NegativeInfinity, node.SingleInput(2, "the maximum") ?? float.PositiveInfinity);
        node.Emit(new Activate(Activation.Clip(minimum, maximum)), node.Input(0));
    }

    internal static void Softmax(OnnxNodeContext node)
    {
        var axis = node.Int("axis", node.OperatorSet < 13 ? 1 : -1);
        var x = node.Input(0);
        if (node.OperatorSet >= 13)
        {
            node.Emit(new Softmax(axis), x);
            return;
        }

        // Until version 13 all axes from the given one on were taken together.
        if (node.Info(x) is { Shape.Rank: var rank } && (axis == -1 || axis == rank - 1))
        {
            node.Emit(new Softmax(-1), x);
            return;
        }

        var flat = node.AddStep("flat", new Flatten(axis), x);
        var softmax = node.AddStep("softmax", new Softmax(-1), flat);
        node.Emit(new Reshape(AllowZero: true), softmax, node.AddStep("shape", new ShapeOf(), x));
    }

    internal static void Add(OnnxNodeContext node) => node.Emit(new Add(), node.Input(0), node.Input(1));

    internal static void Sub(OnnxNodeContext node) => Emit(node, ArithmeticOperation.Subtract);

    internal static void Mul(OnnxNodeContext node) => node.Emit(new Multiply(), node.Input(0), node.Input(1));

    internal static void Div(OnnxNodeContext node) => Emit(node, ArithmeticOperation.Divide);

    internal static void Equal(OnnxNodeContext node) => node.Emit(new Equal(), node.Input(0), node.Input(1));

    internal static void Where(OnnxNodeContext node) => node.Emit(new Where(), node.Input(0), node.Input(1), node.Input(2));

    internal static void BatchNormalization(OnnxNodeContext node)
    {
        if (node.Flag("training_mode") || node.Int64("spatial", 1) != 1)
        {
            throw node.Error("only a network's use is supported, a channel at a time, not its training");
        }

        node.Emit(
            new BatchNormalization(node.Single("epsilon", 1e-5f)), node.Input(0), node.Input(1), node.Input(2), node.Input(3), node.Input(4));
    }

    /// <summary>Identity, and Dropout, which does nothing when a network is used.</summary>
    internal static void Identity(OnnxNodeContext node) => node.Emit(new Identity(), node.Input(0));

    internal static void Cast(OnnxNodeContext node)
    {
        var to = (OnnxDataType)node.Int64("to", 0);
        var type = to.ToElementType() ?? throw node.Error($"elements of type {to} are not supported");
        var x = node.Input(0);

        // Floats of any width are computed as float32.
        var isNoChange = node.Constant(0) is null && type.IsFloat() && node.Info(x) is { } info && info.Type.IsFloat();
        node.Emit(isNoChange ? new Identity() : new Cast(type), x);
    }

    private static void Emit(OnnxNodeContext node, ArithmeticOperation operation) =>
        node.Emit(new Arithmetic(operation), node.Input(0), node.Input(1));
}
