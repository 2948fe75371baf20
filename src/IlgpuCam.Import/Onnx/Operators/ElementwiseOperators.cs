using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Arithmetic of several values, element by element, and what changes no number.</summary>
internal static class ElementwiseOperators
{
    private static readonly Add Addition = new();
    private static readonly Arithmetic Least = new(ArithmeticOperation.Minimum);
    private static readonly Arithmetic Largest = new(ArithmeticOperation.Maximum);

    internal static void Add(OnnxNodeContext node) => node.Emit(Addition, node.Input(0), node.Input(1));

    internal static void Sub(OnnxNodeContext node) => Emit(node, ArithmeticOperation.Subtract);

    internal static void Mul(OnnxNodeContext node) => node.Emit(new Multiply(), node.Input(0), node.Input(1));

    internal static void Div(OnnxNodeContext node) => Emit(node, ArithmeticOperation.Divide);

    internal static void Sum(OnnxNodeContext node) => Chain(node, Addition);

    internal static void Min(OnnxNodeContext node) => Chain(node, Least);

    internal static void Max(OnnxNodeContext node) => Chain(node, Largest);

    internal static void Mean(OnnxNodeContext node)
    {
        var sum = Total(node, Addition, node.InputCount);
        node.Emit(new Multiply(), sum, node.AddConstant("mean.weight", ConstantTensor.FromFloats([], [1f / node.InputCount])));
    }

    /// <summary>The slopes stand in the shape of the channels, or in one that NumPy's rules broadcast to the input's.</summary>
    internal static void PRelu(OnnxNodeContext node) => Emit(node, ArithmeticOperation.Slope);

    internal static void Pow(OnnxNodeContext node)
    {
        var (x, exponent) = (node.Input(0), node.Input(1));
        var isFloat = node.Info(x)?.Type.IsFloat() is true;
        if (isFloat && node.Constant(1) is { Shape.ElementCount: 1, Shape.Rank: <= 1 } constant)
        {
            switch (constant.ToFloats()[0])
            {
                case 1:
                    node.Emit(new Identity(), x);
                    return;
                case 2:
                    node.Emit(new Multiply(), x, x);
                    return;
                case 0.5f:
                    node.Emit(new Activate(new(ActivationKind.Sqrt)), x);
                    return;
                case -1:
                    node.Emit(new Activate(new(ActivationKind.Reciprocal)), x);
                    return;
                default:
                    break;
            }
        }

        // The exponent's type is its own.
        if (node.Info(x) is { Type: var type } && node.Info(exponent) is { Type: var other } && type != other)
        {
            exponent = node.AddStep("exponent", new Cast(type), exponent);
        }

        node.Emit(new Arithmetic(ArithmeticOperation.Power), x, exponent);
    }

    internal static void Equal(OnnxNodeContext node) => node.Emit(new Equal(), node.Input(0), node.Input(1));

    /// <summary>What translates a comparison; with its operands exchanged where asked.</summary>
    internal static OperatorTranslator Compare(Comparison comparison, bool isExchanged = false) =>
        node => node.Emit(new Compare(comparison), node.Input(isExchanged ? 1 : 0), node.Input(isExchanged ? 0 : 1));

    internal static void Not(OnnxNodeContext node) => node.Emit(
        new Equal(), node.Input(0), node.AddConstant("false", ConstantTensor.From<byte>(ElementType.Bool, [], [0])));

    internal static void Where(OnnxNodeContext node) => node.Emit(new Where(), node.Input(0), node.Input(1), node.Input(2));

    internal static void Identity(OnnxNodeContext node) => node.Emit(new Identity(), node.Input(0));

    /// <summary>Nothing, when a network is used; its mask is true everywhere.</summary>
    internal static void Dropout(OnnxNodeContext node)
    {
        if (node.OperatorSet >= 12 && node.Constant(2) is { Type: ElementType.Bool } training && training.ToInt64() is [not 0] && node.SingleInput(1, "the ratio") is not 0)
        {
            throw node.Error("only a network's use is supported, not its training");
        }

        node.EmitOutput(0, new Identity(), node.Input(0));
        if (node.IsUsed(1))
        {
            var isBool = node.OperatorSet >= 10;
            var one = node.AddConstant("mask.value", isBool ? ConstantTensor.From<byte>(ElementType.Bool, [], [1]) : ConstantTensor.FromFloats([], [1]));
            node.EmitOutput(1, new Expand(), one, node.AddStep("mask.shape", new ShapeOf(), node.Input(0)));
        }
    }

    internal static void Cast(OnnxNodeContext node)
    {
        var to = (OnnxDataType)node.Int64("to", 0);
        var type = to.ToElementType() ?? throw node.Error($"elements of type {to} are not supported");
        Convert(node, type);
    }

    internal static void CastLike(OnnxNodeContext node) => Convert(
        node, node.Info(node.Input(1))?.Type ?? throw node.Error($"the type of '{node.Input(1)}' is not known"));

    private static void Convert(OnnxNodeContext node, ElementType type)
    {
        var x = node.Input(0);

        // Floats of any width are computed as float32.
        var isNoChange = node.Constant(0) is null && type.IsFloat() && node.Info(x) is { } info && info.Type.IsFloat();
        node.Emit(isNoChange ? new Identity() : new Cast(type), x);
    }

    private static void Emit(OnnxNodeContext node, ArithmeticOperation operation) =>
        node.Emit(new Arithmetic(operation), node.Input(0), node.Input(1));

    private static void Chain(OnnxNodeContext node, Operator op)
    {
        if (node.InputCount < 2)
        {
            node.Emit(new Identity(), node.Input(0));
            return;
        }

        node.Emit(op, Total(node, op, node.InputCount - 1), node.Input(node.InputCount - 1));
    }

    /// <summary>The first inputs, joined one after the other.</summary>
    private static string Total(OnnxNodeContext node, Operator op, int count)
    {
        var total = node.Input(0);
        for (var i = 1; i < count; i++)
        {
            total = node.AddStep($"part{i}", op, total, node.Input(i));
        }

        return total;
    }
}
