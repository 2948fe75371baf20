using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Functions of one value.</summary>
internal static class ActivationOperators
{
    /// <summary>What translates a function without parameters.</summary>
    internal static OperatorTranslator Of(ActivationKind kind) => node => node.Emit(new Activate(new(kind)), node.Input(0));

    /// <summary>What translates a function with the attribute alpha.</summary>
    internal static OperatorTranslator WithAlpha(ActivationKind kind, float alpha) =>
        node => node.Emit(new Activate(new(kind, node.Single("alpha", alpha))), node.Input(0));

    internal static void HardSigmoid(OnnxNodeContext node) =>
        node.Emit(new Activate(Activation.HardSigmoid(node.Single("alpha", 0.2f), node.Single("beta", 0.5f))), node.Input(0));

    internal static void Selu(OnnxNodeContext node) => node.Emit(
        new Activate(new(ActivationKind.Selu, node.Single("alpha", 1.67326319217681884765625f), node.Single("gamma", 1.05070102214813232421875f))), node.Input(0));

    internal static void Gelu(OnnxNodeContext node)
    {
        var kind = node.Text("approximate", "none") switch
        {
            "none" or "" => ActivationKind.Gelu,
            "tanh" => ActivationKind.TanhGelu,
            var other => throw node.Error($"the approximation none or tanh was expected, found '{other}'"),
        };
        node.Emit(new Activate(new(kind)), node.Input(0));
    }

    internal static void Swish(OnnxNodeContext node)
    {
        var alpha = node.Single("alpha", 1);
        node.Emit(new Activate(alpha == 1 ? Activation.Silu : new(ActivationKind.Swish, alpha)), node.Input(0));
    }

    internal static void Clip(OnnxNodeContext node)
    {
        var (minimum, maximum) = node.OperatorSet < 11
            ? (node.Single("min", float.NegativeInfinity), node.Single("max", float.PositiveInfinity))
            : (node.SingleInput(1, "the minimum") ?? float.NegativeInfinity, node.SingleInput(2, "the maximum") ?? float.PositiveInfinity);
        node.Emit(new Activate(Activation.Clip(minimum, maximum)), node.Input(0));
    }

    internal static void Softmax(OnnxNodeContext node) => Softmax(node, logarithm: false);

    internal static void LogSoftmax(OnnxNodeContext node) => Softmax(node, logarithm: true);

    private static void Softmax(OnnxNodeContext node, bool logarithm)
    {
        var axis = node.Int("axis", node.OperatorSet < 13 ? 1 : -1);
        var x = node.Input(0);

        // Until version 13 all axes from the given one on were taken together.
        if (node.OperatorSet >= 13 || (node.Info(x) is { Shape.Rank: var rank } && (axis == -1 || axis == rank - 1)))
        {
            node.Emit(new Softmax(node.OperatorSet >= 13 ? axis : -1, logarithm), x);
            return;
        }

        var flat = node.AddStep("flat", new Flatten(axis), x);
        var softmax = node.AddStep("softmax", new Softmax(-1, logarithm), flat);
        node.Emit(new Reshape(AllowZero: true), softmax, node.AddStep("shape", new ShapeOf(), x));
    }
}
