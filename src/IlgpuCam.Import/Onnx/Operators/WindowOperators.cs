using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Convolution, pooling, and normalisation over a window of channels.</summary>
internal static class WindowOperators
{
    internal static void Conv(OnnxNodeContext node)
    {
        if (node.Ints("kernel_shape") is { } kernel && node.Constant(1) is { } weights && !weights.Shape.Skip(2).SequenceEqual(kernel))
        {
            throw node.Error($"weights of {weights.Shape} do not fit the kernel_shape {string.Join('x', kernel)}");
        }

        var isLine = IsLine(node, node.Constant(1)?.Shape.Rank - 2);
        var window = Window(node, kernel: default);
        var convolution = new Conv2d(window.Strides, window.Pads, window.Dilations, node.Int("group", 1), AutoPad: window.AutoPad);
        var bias = node.Has(2) ? [node.Input(2)] : ImmutableArray<string>.Empty;
        OnMaps(node, isLine, convolution, [isLine ? node.AddStep("weights", new Unsqueeze([2]), node.Input(1)) : node.Input(1), .. bias]);
    }

    internal static void MaxPool(OnnxNodeContext node)
    {
        if (IsVolume(node))
        {
            RequireOneResult(node);
            VolumePooling.Emit(node, (first, last) => VolumeWindow(node, first, last), static window => new MaxPool2d(window));
            return;
        }

        var isLine = IsLine(node, null);
        var window = Window(node, Kernel(node));
        if (!node.IsUsed(1))
        {
            OnMaps(node, isLine, new MaxPool2d(window), []);
        }
        else
        {
            if (isLine)
            {
                RequireOneResult(node);
            }

            node.EmitOutput(0, new MaxPool2d(window), node.Input(0));
            node.EmitOutput(1, new MaxPoolIndices2d(window, node.Flag("storage_order")), node.Input(0));
        }
    }

    internal static void AveragePool(OnnxNodeContext node)
    {
        var counts = node.Flag("count_include_pad");
        if (IsVolume(node))
        {
            VolumePooling.Emit(node, (first, last) => VolumeWindow(node, first, last), window => new AveragePool2d(window, counts));
        }
        else
        {
            OnMaps(node, IsLine(node, null), new AveragePool2d(Window(node, Kernel(node)), counts), []);
        }
    }

    internal static void GlobalAveragePool(OnnxNodeContext node) => GlobalPool(node, PoolingKind.Average);

    internal static void GlobalMaxPool(OnnxNodeContext node) => GlobalPool(node, PoolingKind.Max);

    internal static void LocalResponseNormalization(OnnxNodeContext node)
    {
        var size = node.HasAttribute("size") ? node.Int("size", 0) : throw node.Error("its size is missing");
        node.Emit(new LocalResponseNormalization(size, node.Single("alpha", 1e-4f), node.Single("beta", 0.75f), node.Single("bias", 1)), node.Input(0));
    }

    /// <summary>Global pooling, of any number of spatial axes: those of a map are two, others are reshaped to it.</summary>
    private static void GlobalPool(OnnxNodeContext node, PoolingKind pooling)
    {
        var rank = node.Info(node.Input(0))?.Shape.Rank ?? 4;
        if (rank == 4)
        {
            node.Emit(new GlobalPool(pooling), node.Input(0));
            return;
        }

        if (rank < 3)
        {
            throw node.Error($"an input of at least 3 axes was expected, found {rank}");
        }

        var shape = node.AddConstant($"{node.Input(0)}.map", ConstantTensor.FromInt64([0, 0, 1, -1]));
        var map = node.AddStep("map", new Reshape(), node.Input(0), shape);
        var pooled = node.AddStep("pooled", new GlobalPool(pooling, KeepDimensions: false), map);
        node.Emit(new Unsqueeze([.. Enumerable.Range(2, rank - 2)]), pooled);
    }

    /// <summary>Emits an operator on maps; what has one spatial axis becomes maps of one row for it.</summary>
    private static void OnMaps(OnnxNodeContext node, bool isLine, Operator op, ImmutableArray<string> more)
    {
        if (isLine)
        {
            var map = node.AddStep("map", new Unsqueeze([2]), node.Input(0));
            node.Emit(new Squeeze([2]), node.AddStep("row", op, [map, .. more]));
        }
        else
        {
            node.Emit(op, [node.Input(0), .. more]);
        }
    }

    /// <summary>Whether there is one spatial axis, not two.</summary>
    private static bool IsLine(OnnxNodeContext node, int? axes)
    {
        axes ??= node.Ints("kernel_shape")?.Length ?? node.Info(node.Input(0))?.Shape.Rank - 2 ?? 2;
        return axes is 1 or 2 ? axes == 1 : throw node.Error($"one or two spatial axes were expected, found {axes}");
    }

    private static bool IsVolume(OnnxNodeContext node) => node.Ints("kernel_shape") is { Length: 3 };

    private static void RequireOneResult(OnnxNodeContext node)
    {
        if (node.IsUsed(1))
        {
            throw node.Error("indices of a maximum are supported only on maps of height and width");
        }
    }

    /// <summary>The window over two of three spatial axes; where both are the same, over that one as the height.</summary>
    private static Window2d VolumeWindow(OnnxNodeContext node, int first, int last)
    {
        var pads = node.Ints("pads") ?? [0, 0, 0, 0, 0, 0];
        return pads.Length != 6
            ? throw node.Error($"six pads of a window over depth, height and width were expected, found {pads.Length}")
            : new(
                Sizes("kernel_shape"), Sizes("strides"), Sizes("dilations"),
                first == last ? new(pads[first], 0, pads[first + 3], 0) : new(pads[first], pads[last], pads[first + 3], pads[last + 3]),
                Automatic(node), node.Flag("ceil_mode"));

        Size2 Sizes(string attribute) => node.Ints(attribute) switch
        {
            null => Size2.One,
            { Length: 3 } sizes => new(sizes[first], first == last ? 1 : sizes[last]),
            var other => throw node.Error($"{attribute} for depth, height and width were expected, found {other.Value.Length} numbers"),
        };
    }

    private static Size2 Kernel(OnnxNodeContext node) => node.HasAttribute("kernel_shape")
        ? Size(node, "kernel_shape")
        : throw node.Error("its kernel_shape is missing");

    private static Window2d Window(OnnxNodeContext node, Size2 kernel)
    {
        var pads = node.Ints("pads") ?? [0, 0, 0, 0];
        if (pads is [var left, var right])
        {
            pads = [0, left, 0, right];
        }

        if (pads.Length != 4)
        {
            throw node.Error($"four pads of a window over height and width were expected, found {pads.Length}");
        }

        return new(
            kernel, Size(node, "strides"), Size(node, "dilations"), new(pads[0], pads[1], pads[2], pads[3]), Automatic(node), node.Flag("ceil_mode"));
    }

    private static AutoPad Automatic(OnnxNodeContext node) => node.Text("auto_pad", "NOTSET") switch
    {
        "NOTSET" or "" => AutoPad.Explicit,
        "SAME_UPPER" => AutoPad.SameUpper,
        "SAME_LOWER" => AutoPad.SameLower,
        "VALID" => AutoPad.Valid,
        var other => throw node.Error($"auto_pad '{other}' is not known"),
    };

    private static Size2 Size(OnnxNodeContext node, string attribute) => node.Ints(attribute) switch
    {
        null => Size2.One,
        [var width] => new(1, width),
        [var height, var width] => new(height, width),
        var other => throw node.Error($"{attribute} for height and width were expected, found {other.Value.Length} numbers"),
    };
}
