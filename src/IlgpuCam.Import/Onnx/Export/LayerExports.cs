using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>Layers with weights or windows, and normalisations.</summary>
internal static class LayerExports
{
    internal static void Conv2d(NodeExport node, Conv2d op)
    {
        var weights = node.Info(1).Shape;
        var window = new Window2d(new(weights[2], weights[3]), op.Strides, op.Dilations, op.Pads, op.AutoPad);
        node.Emit("Conv", [node.Input(0), node.Weights(1), .. node.Bias(2)], op.Activation, Window(window).Add("group", op.Groups));
    }

    internal static void FullyConnected(NodeExport node, FullyConnected op) =>
        node.Emit("Gemm", [node.Input(0), node.Weights(1), .. node.Bias(2)], op.Activation, new NodeAttributes().Add("transB", 1));

    internal static void MaxPool2d(NodeExport node, MaxPool2d op) =>
        node.Emit("MaxPool", [node.Input(0)], Window(op.Window).Add("ceil_mode", op.Window.Ceil ? 1 : 0));

    /// <summary>As the second output of a pooling; this library computes with places as float32.</summary>
    internal static void MaxPoolIndices2d(NodeExport node, MaxPoolIndices2d op)
    {
        var attributes = Window(op.Window).Add("ceil_mode", op.Window.Ceil ? 1 : 0).Add("storage_order", op.ColumnMajor ? 1 : 0);
        node.Emit("Cast", [node.AddSecond("MaxPool", "places", [node.Input(0)], attributes)], new NodeAttributes().Add("to", (int)OnnxDataType.Float));
    }

    internal static void AveragePool2d(NodeExport node, AveragePool2d op) => node.Emit(
        "AveragePool", [node.Input(0)],
        Window(op.Window, hasDilations: node.OperatorSet >= 19).Add("ceil_mode", op.Window.Ceil ? 1 : 0).Add("count_include_pad", op.CountIncludePad ? 1 : 0));

    internal static void GlobalPool(NodeExport node, GlobalPool op)
    {
        var name = op.Pooling == PoolingKind.Average ? "GlobalAveragePool" : "GlobalMaxPool";
        if (op.KeepDimensions)
        {
            node.Emit(name, [node.Input(0)]);
        }
        else
        {
            node.Emit("Squeeze", [node.AddStep(name, "pooled", [node.Input(0)]), node.Integers("axes", 2, 3)]);
        }
    }

    internal static void LocalResponseNormalization(NodeExport node, LocalResponseNormalization op) => node.Emit(
        "LRN", [node.Input(0)], new NodeAttributes().Add("size", op.Size).Add("alpha", op.Alpha).Add("beta", op.Beta).Add("bias", op.Bias));

    internal static void BatchNormalization(NodeExport node, BatchNormalization op) => node.Emit(
        "BatchNormalization", [node.Input(0), node.Parameter(1), node.Parameter(2), node.Parameter(3), node.Parameter(4)],
        new NodeAttributes().Add("epsilon", op.Epsilon));

    private static NodeAttributes Window(Window2d window, bool hasDilations = true)
    {
        var attributes = new NodeAttributes().Add("kernel_shape", window.Kernel.Height, window.Kernel.Width)
            .Add("strides", window.Strides.Height, window.Strides.Width);
        if (hasDilations)
        {
            attributes.Add("dilations", window.Dilations.Height, window.Dilations.Width);
        }

        return window.AutoPad switch
        {
            AutoPad.SameUpper => attributes.Add("auto_pad", "SAME_UPPER"),
            AutoPad.SameLower => attributes.Add("auto_pad", "SAME_LOWER"),
            AutoPad.Valid => attributes.Add("auto_pad", "VALID"),
            _ => attributes.Add("pads", window.Pads.Top, window.Pads.Left, window.Pads.Bottom, window.Pads.Right),
        };
    }
}
