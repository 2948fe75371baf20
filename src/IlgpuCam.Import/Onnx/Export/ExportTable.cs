using System.Collections.Frozen;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>The operators of networks, each with the function that writes it.</summary>
internal static class ExportTable
{
    private static readonly FrozenDictionary<Type, Action<NodeExport>> Exports = new KeyValuePair<Type, Action<NodeExport>>[]
    {
        Entry<Activate>(ActivationExports.Activate),
        Entry<Add>((node, op) => node.Emit("Add", node.Inputs(), op.Activation)),
        Entry<Arithmetic>(ArithmeticExports.Arithmetic),
        Entry<AveragePool2d>(LayerExports.AveragePool2d),
        Entry<BatchNormalization>(LayerExports.BatchNormalization),
        Entry<Cast>(TensorExports.Cast),
        Entry<Compare>(ArithmeticExports.Compare),
        Entry<Concat>(TensorExports.Concat),
        Entry<Conv2d>(LayerExports.Conv2d),
        Entry<DepthToSpace>(MovingExports.DepthToSpace),
        Entry<Equal>((node, _) => node.Emit("Equal", node.Inputs())),
        Entry<Expand>((node, _) => node.Emit("Expand", node.Inputs())),
        Entry<Flatten>(TensorExports.Flatten),
        Entry<FullyConnected>(LayerExports.FullyConnected),
        Entry<Gather>(TensorExports.Gather),
        Entry<GlobalPool>(LayerExports.GlobalPool),
        Entry<GroupNormalization>(ArithmeticExports.GroupNormalization),
        Entry<Identity>((node, _) => node.Emit("Identity", node.Inputs())),
        Entry<LayerNormalization>(ArithmeticExports.LayerNormalization),
        Entry<LocalResponseNormalization>(LayerExports.LocalResponseNormalization),
        Entry<MatrixProduct>((node, _) => node.Emit("MatMul", [node.Parameter(0), node.Parameter(1)])),
        Entry<MaxPool2d>(LayerExports.MaxPool2d),
        Entry<MaxPoolIndices2d>(LayerExports.MaxPoolIndices2d),
        Entry<Multiply>((node, op) => node.Emit("Mul", node.Inputs(), op.Activation)),
        Entry<Pad>(MovingExports.Pad),
        Entry<Models.Operators.Range>((node, _) => node.Emit("Range", node.Inputs())),
        Entry<Reduce>(ArithmeticExports.Reduce),
        Entry<Reshape>(TensorExports.Reshape),
        Entry<Resize>(MovingExports.Resize),
        Entry<ShapeOf>(TensorExports.ShapeOf),
        Entry<SizeOf>((node, _) => node.Emit("Size", node.Inputs())),
        Entry<Slice>((node, _) => node.Emit("Slice", node.Inputs())),
        Entry<Softmax>(TensorExports.Softmax),
        Entry<SpaceToDepth>(MovingExports.SpaceToDepth),
        Entry<Squeeze>(TensorExports.Squeeze),
        Entry<Tile>((node, _) => node.Emit("Tile", node.Inputs())),
        Entry<Transpose>(TensorExports.Transpose),
        Entry<Unsqueeze>(TensorExports.Unsqueeze),
        Entry<Where>((node, _) => node.Emit("Where", node.Inputs())),
    }.ToFrozenDictionary();

    /// <summary>The operators that can be written.</summary>
    internal static IEnumerable<Type> Known => Exports.Keys;

    /// <summary>Writes a node whose operator is known.</summary>
    internal static void Export(NodeExport node) => Exports[node.Operator.GetType()](node);

    /// <summary>Whether a node needs more than ONNX's operator set 17 has.</summary>
    internal static bool NeedsNewerSet(Node node) => node.Operator switch
    {
        AveragePool2d pool => pool.Window.Dilations != Size2.One,
        Pad pad => pad.Mode == PadMode.Wrap,
        Resize resize => !resize.Axes.IsDefaultOrEmpty || resize.AspectRatio != AspectRatio.Stretch || resize.Mapping == CoordinateMapping.HalfPixelSymmetric,
        _ => false,
    };

    /// <summary>Checks that every operator can be written.</summary>
    /// <exception cref="ModelFormatException">Some cannot; the message names all kinds.</exception>
    internal static void RequireKnown(Network network)
    {
        var unknown = network.Nodes.Where(n => !Exports.ContainsKey(n.Operator.GetType())).Select(n => n.Operator.Kind).Distinct().Order(StringComparer.Ordinal);
        if (unknown.ToList() is { Count: > 0 } kinds)
        {
            throw new ModelFormatException($"Operators that cannot be written as ONNX were found: {string.Join(", ", kinds)}.");
        }
    }

    private static KeyValuePair<Type, Action<NodeExport>> Entry<T>(Action<NodeExport, T> export)
        where T : Operator => new(typeof(T), node => export(node, (T)node.Operator));
}
