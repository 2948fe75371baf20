using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Normalisations by given or own statistics.</summary>
internal static class NormalizationOperators
{
    internal static void BatchNormalization(OnnxNodeContext node)
    {
        if (node.Flag("training_mode") || node.Int64("spatial", 1) != 1)
        {
            throw node.Error("only a network's use is supported, a channel at a time, not its training");
        }

        node.Emit(
            new BatchNormalization(node.Single("epsilon", 1e-5f)), node.Input(0), node.Input(1), node.Input(2), node.Input(3), node.Input(4));
    }

    internal static void LayerNormalization(OnnxNodeContext node)
    {
        var x = node.Input(0);
        var shape = node.Info(x)?.Shape ?? throw node.Error("the shape of its input is not known");
        var axis = node.Int("axis", -1);
        var first = axis < 0 ? axis + shape.Rank : axis;
        if (first < 0 || first >= shape.Rank)
        {
            throw node.Error($"there is no axis {axis} among {shape.Rank}");
        }

        var epsilon = node.Single("epsilon", 1e-5f);
        Statistics(node, x, [.. Enumerable.Range(first, shape.Rank - first)], epsilon);
        LayerNormalization op = new(axis, epsilon);
        var scale = Aligned(node, 1, shape, first);
        var bias = node.Has(2) ? Aligned(node, 2, shape, first) : null;
        if (scale is not null && (bias is not null || !node.Has(2)))
        {
            node.EmitOutput(0, op, bias is null ? [x, scale] : [x, scale, bias]);
            return;
        }

        // Parameters in a shape of their own are a product and a sum of their own.
        var ones = node.AddConstant("ones", Filled(node, shape, first, 1));
        var normalized = node.AddStep("normalized", op, x, ones);
        if (node.Has(2))
        {
            normalized = node.AddStep("scaled", new Multiply(), normalized, node.Input(1));
            node.EmitOutput(0, new Add(), normalized, node.Input(2));
        }
        else
        {
            node.EmitOutput(0, new Multiply(), normalized, node.Input(1));
        }
    }

    internal static void GroupNormalization(OnnxNodeContext node)
    {
        var x = node.Input(0);
        var groups = node.HasAttribute("num_groups") ? node.Int("num_groups", 0) : throw node.Error("its num_groups is missing");
        var (scale, bias) = (node.Input(1), node.Input(2));

        // In version 18 there was one number a group.
        if (node.OperatorSet < 21)
        {
            var channels = Channels(node, x);
            (scale, bias) = (PerChannel(node, 1, groups, channels), PerChannel(node, 2, groups, channels));
        }

        node.Emit(new GroupNormalization(groups, node.Single("epsilon", 1e-5f)), x, scale, bias);
    }

    internal static void InstanceNormalization(OnnxNodeContext node)
    {
        var x = node.Input(0);
        node.Emit(new GroupNormalization(Channels(node, x), node.Single("epsilon", 1e-5f)), x, node.Input(1), node.Input(2));
    }

    /// <summary>(x - mean) / (standard deviation + 1e-9).</summary>
    internal static void MeanVarianceNormalization(OnnxNodeContext node)
    {
        var axes = node.Ints("axes") ?? [0, 2, 3];
        var x = node.Input(0);
        var (difference, variance) = Moments(node, x, axes);
        var deviation = node.AddStep("deviation", new Activate(new(ActivationKind.Sqrt)), variance);
        var divisor = node.AddStep("divisor", new Add(), deviation, node.AddConstant("least", ConstantTensor.FromFloats([], [1e-9f])));
        node.Emit(new Arithmetic(ArithmeticOperation.Divide), difference, divisor);
    }

    /// <summary>The second and third output of a layer normalisation, where they are wanted: mean, and one over the standard deviation.</summary>
    private static void Statistics(OnnxNodeContext node, string x, ImmutableArray<int> axes, float epsilon)
    {
        node.EmitOutput(1, new Reduce(ReductionKind.Mean, axes), x);
        if (node.IsUsed(2))
        {
            var (_, variance) = Moments(node, x, axes);
            var sum = node.AddStep("sum", new Add(), variance, node.AddConstant("epsilon", ConstantTensor.FromFloats([], [epsilon])));
            var deviation = node.AddStep("deviation", new Activate(new(ActivationKind.Sqrt)), sum);
            node.EmitOutput(2, new Activate(new(ActivationKind.Reciprocal)), deviation);
        }
    }

    private static (string Difference, string Variance) Moments(OnnxNodeContext node, string x, ImmutableArray<int> axes)
    {
        var mean = node.AddStep("mean", new Reduce(ReductionKind.Mean, axes), x);
        var difference = node.AddStep("difference", new Arithmetic(ArithmeticOperation.Subtract), x, mean);
        var square = node.AddStep("square", new Multiply(), difference, difference);
        return (difference, node.AddStep("variance", new Reduce(ReductionKind.Mean, axes), square));
    }

    private static int Channels(OnnxNodeContext node, string x) => node.Info(x)?.Shape is { Rank: >= 2 } shape
        ? shape[1]
        : throw node.Error("an input of at least two axes was expected");

    private static string PerChannel(OnnxNodeContext node, int input, int groups, int channels)
    {
        var constant = node.RequireConstant(input, "a parameter a group");
        if (constant.Shape.Rank != 1 || constant.Shape[0] != groups || groups < 1 || channels % groups != 0)
        {
            throw node.Error($"a number for each of {groups} groups of {channels} channels was expected, found {constant.Shape}");
        }

        node.CheckRoom(channels);

        var values = constant.ToFloats();
        return node.AddConstant(
            $"{node.Input(input)}.channels", ConstantTensor.FromFloats([channels], [.. Enumerable.Range(0, channels).Select(c => values[c / (channels / groups)])]));
    }

    /// <summary>A parameter in the shape of the axes that are normalised: the input itself, or a constant reshaped or repeated; null where it is neither.</summary>
    private static string? Aligned(OnnxNodeContext node, int input, Shape shape, int first)
    {
        Shape wanted = [.. shape.Skip(first)];
        if (node.Info(node.Input(input))?.Shape is { } found && found.Equals(wanted))
        {
            return node.Input(input);
        }

        return node.Constant(input) is { Type: var type } constant && type.IsFloat() && constant.Shape.ElementCount == wanted.ElementCount
            ? node.AddConstant($"{node.Input(input)}.aligned", constant.Reshape(wanted))
            : null;
    }

    private static ConstantTensor Filled(OnnxNodeContext node, Shape shape, int first, float value)
    {
        Shape wanted = [.. shape.Skip(first)];
        node.CheckRoom(wanted.ElementCount);
        var values = new float[wanted.ElementCount];
        values.AsSpan().Fill(value);
        return ConstantTensor.FromFloats(wanted, values);
    }
}
