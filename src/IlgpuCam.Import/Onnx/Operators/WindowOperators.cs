using System.Collections.Immutable;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Convolution, pooling, and normalisation over a window of channels.</summary>
internal static class WindowOperators
{
    internal static void Conv(OnnxNodeContext node)
    {
        var window = Window(node, kernel: default);
        if (node.Ints("kernel_shape") is { } kernel && node.Constant(1) is { } weights && !weights.Shape.Skip(2).SequenceEqual(kernel))
        {
            throw node.Error($"weights of {weights.Shape} do not fit the kernel_shape {string.Join('x', kernel)}");
        }

        var convolution = new Conv2d(window.Strides, window.Pads, window.Dilations, node.Int("group", 1), AutoPad: window.AutoPad);
        node.Emit(convolution, [node.Input(0), node.Input(1), .. node.Has(2) ? [node.Input(2)] : ImmutableArray<string>.Empty]);
    }

    internal static void MaxPool(OnnxNodeContext node) => node.Emit(new MaxPool2d(Window(node, Kernel(node))), node.Input(0));

    internal static void AveragePool(OnnxNodeContext node) =>
        node.Emit(new AveragePool2d(Window(node, Kernel(node)), node.Flag("count_include_pad")), node.Input(0));

    internal static void GlobalAveragePool(OnnxNodeContext node) => node.Emit(new GlobalPool(PoolingKind.Average), node.Input(0));

    internal static void GlobalMaxPool(OnnxNodeContext node) => node.Emit(new GlobalPool(PoolingKind.Max), node.Input(0));

    internal static void LocalResponseNormalization(OnnxNodeContext node)
    {
        var size = node.HasAttribute("size") ? node.Int("size", 0) : throw node.Error("its size is missing");
        node.Emit(new LocalResponseNormalization(size, node.Single("alpha", 1e-4f), node.Single("beta", 0.75f), node.Single("bias", 1)), node.Input(0));
    }

    private static Size2 Kernel(OnnxNodeContext node) => node.HasAttribute("kernel_shape")
        ? Size(node, "kernel_shape")
        : throw node.Error("its kernel_shape is missing");

    private static Window2d Window(OnnxNodeContext node, Size2 kernel)
    {
        var pads = node.Ints("pads") ?? [0, 0, 0, 0];
        if (pads.Length != 4)
        {
            throw node.Error($"four pads of a window over height and width were expected, found {pads.Length}");
        }

        var auto = node.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" or "" => AutoPad.Explicit,
            "SAME_UPPER" => AutoPad.SameUpper,
            "SAME_LOWER" => AutoPad.SameLower,
            "VALID" => AutoPad.Valid,
            var other => throw node.Error($"auto_pad '{other}' is not known"),
        };
        return new(
            kernel, Size(node, "strides"), Size(node, "dilations"), new(pads[0], pads[1], pads[2], pads[3]), auto, node.Flag("ceil_mode"));
    }

    private static Size2 Size(OnnxNodeContext node, string attribute) => node.Ints(attribute) switch
    {
        null => Size2.One,
        [var height, var width] => new(height, width),
        var other => throw node.Error($"{attribute} for height and width were expected, found {other.Value.Length} numbers"),
    };
}
