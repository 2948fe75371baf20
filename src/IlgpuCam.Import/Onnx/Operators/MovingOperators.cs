using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>What moves elements to other places: parts, borders, and blocks of pixels.</summary>
internal static class MovingOperators
{
    internal static void DepthToSpace(OnnxNodeContext node) => node.Emit(
        new DepthToSpace(BlockSize(node), node.Text("mode", "DCR") switch
        {
            "DCR" => false,
            "CRD" => true,
            var mode => throw node.Error($"mode '{mode}' is not known"),
        }),
        node.Input(0));

    internal static void SpaceToDepth(OnnxNodeContext node) => node.Emit(new SpaceToDepth(BlockSize(node)), node.Input(0));

    /// <summary>A slice for each part that something reads.</summary>
    internal static void Split(OnnxNodeContext node)
    {
        var x = node.Input(0);
        var axis = node.Int("axis", 0);
        var lengths = node.IntsOrInput("split", 1, since: 13) ?? EqualParts(node, axis);
        if (lengths.Length != node.OutputCount || lengths.Any(l => l < 0))
        {
            throw node.Error($"{node.OutputCount} parts were expected, found parts of {string.Join(", ", lengths)}");
        }

        if (node.Info(x)?.Shape is { } shape && axis >= -shape.Rank && axis < shape.Rank && lengths.Sum(l => (long)l) != shape[axis < 0 ? axis + shape.Rank : axis])
        {
            throw node.Error($"parts of {string.Join(", ", lengths)} do not make up axis {axis} of {shape}");
        }

        var axes = node.AddConstant($"{x}.axis", ConstantTensor.FromInt64([axis]));
        var start = 0L;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (node.IsUsed(i))
            {
                var first = node.AddConstant($"{x}.start", ConstantTensor.FromInt64([start]));
                var end = node.AddConstant($"{x}.end", ConstantTensor.FromInt64([start + lengths[i]]));
                node.EmitOutput(i, new Slice(), x, first, end, axes);
            }

            start += lengths[i];
        }
    }

    internal static void Pad(OnnxNodeContext node)
    {
        var mode = node.Text("mode", "constant") switch
        {
            "constant" => PadMode.Constant,
            "reflect" => PadMode.Reflect,
            "edge" => PadMode.Edge,
            "wrap" => PadMode.Wrap,
            var other => throw node.Error($"mode '{other}' is not known"),
        };
        var value = mode != PadMode.Constant ? 0 : node.OperatorSet < 11 ? node.Single("value", 0) : node.SingleInput(2, "the value") ?? 0;
        var axes = node.OperatorSet < 18 ? null : node.IntsOrInput("axes", 3, since: 18);
        if (node.OperatorSet >= 11 && node.Constant(1) is null)
        {
            node.Emit(new Pad([], value, mode), node.Input(0), axes is { } some ? Spread(node, some) : node.Input(1));
            return;
        }

        var pads = node.IntsOrInput("pads", 1, since: 11) ?? throw node.Error("its pads are missing");
        if (axes is { } chosen)
        {
            var places = Places(node, chosen);
            if (pads.Length != 2 * chosen.Length)
            {
                throw node.Error($"{2 * chosen.Length} pads were expected, found {pads.Length}");
            }

            pads = [.. places.Select(place => place < pads.Length ? pads[place] : 0)];
        }

        node.Emit(new Pad(pads, value, mode), node.Input(0));
    }

    /// <summary>Pads of some axes as pads of all axes, where they are computed from shapes.</summary>
    private static string Spread(OnnxNodeContext node, ImmutableArray<int> axes)
    {
        var zero = node.AddConstant($"{node.Input(1)}.none", ConstantTensor.FromInt64([0]));
        var known = node.AddStep("known", new Concat(0), node.Input(1), zero);
        var places = node.AddConstant($"{node.Input(1)}.places", ConstantTensor.FromInt64([.. Places(node, axes).Select(p => (long)p)]));
        return node.AddStep("pads", new Gather(), known, places);
    }

    /// <summary>For each of the pads of all axes its place among those of the chosen axes; behind them where it is none.</summary>
    private static int[] Places(OnnxNodeContext node, ImmutableArray<int> axes)
    {
        var rank = node.Info(node.Input(0))?.Shape.Rank ?? throw node.Error("the number of axes of its input is not known");
        if (axes.Any(a => a < -rank || a >= rank))
        {
            throw node.Error($"the axes {string.Join(", ", axes)} of {rank} were found");
        }

        var places = new int[2 * rank];
        Array.Fill(places, 2 * axes.Length);
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = axes[i] < 0 ? axes[i] + rank : axes[i];
            (places[axis], places[axis + rank]) = (i, i + axes.Length);
        }

        return places;
    }

    private static int BlockSize(OnnxNodeContext node) =>
        node.Int("blocksize", 0) is > 0 and <= 1 << 15 and var size ? size : throw node.Error($"a block size of 1 to {1 << 15} was expected, found {node.Int64("blocksize", 0)}");

    /// <summary>As many equal parts as there are outputs; the last one is shorter where they do not divide the axis.</summary>
    private static ImmutableArray<int> EqualParts(OnnxNodeContext node, int axis)
    {
        var shape = node.Info(node.Input(0))?.Shape;
        var count = node.OutputCount;
        if (shape is null || axis < -shape.Rank || axis >= shape.Rank || count == 0 || (node.HasAttribute("num_outputs") && node.Int("num_outputs", 0) != count))
        {
            throw node.Error($"{count} equal parts along axis {axis} of {shape?.ToString() ?? "an unknown shape"} cannot be found");
        }

        var length = shape[axis < 0 ? axis + shape.Rank : axis];
        var part = (int)((length + (long)count - 1) / count);
        return [.. Enumerable.Range(0, count).Select(i => (int)Math.Clamp(length - ((long)i * part), 0, part))];
    }
}
