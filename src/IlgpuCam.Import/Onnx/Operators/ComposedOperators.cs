using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>What is several operators here.</summary>
internal static class ComposedOperators
{
    private static readonly ConstantTensor Zero = ConstantTensor.FromFloats([], [0]);

    /// <summary>1, 0 or -1: whether x is above zero, less whether it is below.</summary>
    internal static void Sign(OnnxNodeContext node)
    {
        var x = node.Input(0);
        var type = node.Info(x)?.Type ?? ElementType.Float32;
        var zero = node.AddStep("zero", new Cast(type), node.AddConstant("zero.value", Zero));
        var above = node.AddStep("above", new Cast(type), node.AddStep("is_above", new Compare(Comparison.Less), zero, x));
        var below = node.AddStep("below", new Cast(type), node.AddStep("is_below", new Compare(Comparison.Less), x, zero));
        node.Emit(new Arithmetic(ArithmeticOperation.Subtract), above, below);
    }

    /// <summary>The rest of a division: with the dividend's sign (attribute fmod), or with the divisor's.</summary>
    internal static void Mod(OnnxNodeContext node)
    {
        var (x, y) = (node.Input(0), node.Input(1));
        var type = node.Info(x)?.Type ?? ElementType.Float32;
        var quotient = node.AddStep("quotient", new Arithmetic(ArithmeticOperation.Divide), x, y);
        if (type.IsFloat())
        {
            quotient = node.AddStep("whole", new Cast(type), node.AddStep("truncated", new Cast(ElementType.Int64), quotient));
        }

        var product = node.AddStep("product", new Multiply(), quotient, y);
        var subtract = new Arithmetic(ArithmeticOperation.Subtract);
        if (node.Flag("fmod"))
        {
            node.Emit(subtract, x, product);
            return;
        }

        var rest = node.AddStep("rest", subtract, x, product);
        var zero = node.AddStep("zero", new Cast(type), node.AddConstant("zero.value", Zero));
        var less = new Compare(Comparison.Less);
        var differ = node.AddStep(
            "differ", new Compare(Comparison.Xor), node.AddStep("rest_below", less, rest, zero), node.AddStep("divisor_below", less, y, zero));
        var exact = node.AddStep("exact", new Equal(), rest, zero);
        var raised = node.AddStep("raised", new Where(), exact, rest, node.AddStep("sum", new Add(), rest, y));
        node.Emit(new Where(), differ, raised, rest);
    }

    internal static void IsNaN(OnnxNodeContext node)
    {
        var equal = node.AddStep("equal", new Equal(), node.Input(0), node.Input(0));
        node.Emit(new Equal(), equal, node.AddConstant("false", ConstantTensor.From<byte>(ElementType.Bool, [], [0])));
    }

    /// <summary>x moved towards zero by the bias, and zero between the bounds.</summary>
    internal static void Shrink(OnnxNodeContext node)
    {
        var x = node.Input(0);
        var bias = node.AddConstant("bias", ConstantTensor.FromFloats([], [node.Single("bias", 0)]));
        var high = node.AddConstant("high", ConstantTensor.FromFloats([], [node.Single("lambd", 0.5f)]));
        var low = node.AddConstant("low", ConstantTensor.FromFloats([], [-node.Single("lambd", 0.5f)]));
        var less = new Compare(Comparison.Less);
        var above = node.AddStep("above", new Arithmetic(ArithmeticOperation.Subtract), x, bias);
        var upper = node.AddStep("upper", new Where(), node.AddStep("is_above", less, high, x), above, node.AddConstant("zero", Zero));
        node.Emit(new Where(), node.AddStep("is_below", less, x, low), node.AddStep("below", new Add(), x, bias), upper);
    }

    /// <summary>x over its L1 or L2 norm along an axis.</summary>
    internal static void LpNormalization(OnnxNodeContext node)
    {
        var reduction = node.Int64("p", 2) switch
        {
            1 => ReductionKind.L1,
            2 => ReductionKind.L2,
            var p => throw node.Error($"a norm with p = 1 or 2 was expected, found {p}"),
        };
        var norm = node.AddStep("norm", new Reduce(reduction, [node.Int("axis", -1)]), node.Input(0));
        node.Emit(new Arithmetic(ArithmeticOperation.Divide), node.Input(0), norm);
    }

    /// <summary>x / sqrt(mean(x^2) + epsilon) * scale, over the axes from one on.</summary>
    internal static void RootMeanSquareNormalization(OnnxNodeContext node)
    {
        var x = node.Input(0);
        var (axis, rank) = Axis(node, -1);
        var square = node.AddStep("square", new Multiply(), x, x);
        var mean = node.AddStep("mean", new Reduce(ReductionKind.Mean, [.. Enumerable.Range(axis, rank - axis)]), square);
        var epsilon = node.AddConstant("epsilon", ConstantTensor.FromFloats([], [node.Single("epsilon", 1e-5f)]));
        var root = node.AddStep("root", new Activate(new(ActivationKind.Sqrt)), node.AddStep("sum", new Add(), mean, epsilon));
        var normalized = node.AddStep("normalized", new Arithmetic(ArithmeticOperation.Divide), x, root);
        node.Emit(new Multiply(), normalized, node.Input(1));
    }

    internal static void ArgMax(OnnxNodeContext node) => Place(node, ReductionKind.Max);

    internal static void ArgMin(OnnxNodeContext node) => Place(node, ReductionKind.Min);

    /// <summary>Running sums: a product with a triangle of ones.</summary>
    internal static void CumSum(OnnxNodeContext node)
    {
        if (node.RequireConstant(1, "the axis") is not { Shape.ElementCount: 1 } constant || node.Info(node.Input(0)) is not { Shape: var shape } || shape.Rank == 0
            || constant.ToInt64()[0] is not (>= int.MinValue and <= int.MaxValue and var stated) || stated < -shape.Rank || stated >= shape.Rank)
        {
            throw node.Error("one axis of its input was expected");
        }

        var axis = (int)(stated < 0 ? stated + shape.Rank : stated);
        var length = shape[axis];
        if (length > 1 << 12)
        {
            throw node.Error($"sums over at most {1 << 12} numbers are supported, found {length}");
        }

        var triangle = new float[length * length];
        for (var from = 0; from < length; from++)
        {
            for (var to = 0; to < length; to++)
            {
                var distance = node.Flag("reverse") ? from - to : to - from;
                triangle[(from * length) + to] = distance > 0 || (distance == 0 && !node.Flag("exclusive")) ? 1 : 0;
            }
        }

        ImmutableArray<int> order = [.. Enumerable.Range(0, shape.Rank).Select(a => a == axis ? shape.Rank - 1 : a == shape.Rank - 1 ? axis : a)];
        var last = node.AddStep("last", new Transpose(order), node.Input(0));
        var sums = node.AddStep("sums", new MatrixProduct(), last, node.AddConstant("triangle", ConstantTensor.FromFloats([length, length], triangle)));
        node.Emit(new Transpose(order), sums);
    }

    /// <summary>The upper or lower triangle of matrices, zeros elsewhere.</summary>
    internal static void Trilu(OnnxNodeContext node)
    {
        var info = node.Info(node.Input(0));
        if (info is not { Shape.Rank: >= 2 })
        {
            throw node.Error($"matrices were expected, found {info?.ToString() ?? "an unknown shape"}");
        }

        var diagonal = node.Has(1) ? node.RequireConstant(1, "the diagonal").ToInt64()[0] : 0;
        var (rows, columns) = (info.Shape[info.Shape.Rank - 2], info.Shape[info.Shape.Rank - 1]);
        if ((long)rows * columns > 1 << 24)
        {
            throw node.Error($"matrices of at most {1 << 24} numbers are supported, found {info}");
        }

        var kept = new byte[rows * columns];
        var isUpper = node.Int64("upper", 1) != 0;
        for (var i = 0; i < kept.Length; i++)
        {
            var distance = (i % columns) - (i / columns);
            kept[i] = isUpper ? (byte)(distance >= diagonal ? 1 : 0) : (byte)(distance <= diagonal ? 1 : 0);
        }

        var mask = node.AddConstant("kept", ConstantTensor.From<byte>(ElementType.Bool, [rows, columns], kept));
        var zero = node.AddStep("zero", new Cast(info.Type), node.AddConstant("zero.value", Zero));
        node.Emit(new Where(), mask, node.Input(0), zero);
    }

    /// <summary>The first or last place along an axis where the largest or smallest number is.</summary>
    private static void Place(OnnxNodeContext node, ReductionKind extreme)
    {
        var x = node.Input(0);
        var (axis, rank) = Axis(node, 0);
        var length = node.Info(x)!.Shape[axis];
        var isLast = node.Flag("select_last_index");
        var most = node.AddStep("most", new Reduce(extreme, [axis]), x);
        var found = node.AddStep("found", new Equal(), x, most);
        var numbers = ConstantTensor.FromFloats([length, .. Enumerable.Repeat(1, rank - axis - 1)], [.. Enumerable.Range(0, length).Select(i => (float)i)]);
        var none = ConstantTensor.FromFloats([], [isLast ? -1 : length]);
        var places = node.AddStep("places", new Where(), found, node.AddConstant("numbers", numbers), node.AddConstant("none", none));
        var place = node.AddStep("place", new Reduce(isLast ? ReductionKind.Max : ReductionKind.Min, [axis], node.Int64("keepdims", 1) != 0), places);
        node.Emit(new Cast(ElementType.Int64), place);
    }

    private static (int Axis, int Rank) Axis(OnnxNodeContext node, int fallback)
    {
        var rank = node.Info(node.Input(0))?.Shape.Rank ?? throw node.Error("the shape of its input is not known");
        var axis = node.Int("axis", fallback);
        return axis >= -rank && axis < rank ? (axis < 0 ? axis + rank : axis, rank) : throw node.Error($"there is no axis {axis} among {rank}");
    }
}
