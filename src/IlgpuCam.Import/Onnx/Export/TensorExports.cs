using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>What moves elements, adds or drops axes, or computes shapes.</summary>
internal static class TensorExports
{
    internal static void Arithmetic(NodeExport node, Arithmetic op) =>
        node.Emit(op.Operation == ArithmeticOperation.Subtract ? "Sub" : "Div", node.Inputs());

    internal static void Cast(NodeExport node, Cast op) => node.Emit("Cast", node.Inputs(), new NodeAttributes().Add("to", (int)op.Type.ToOnnx()));

    internal static void Concat(NodeExport node, Concat op) => node.Emit("Concat", node.Inputs(), new NodeAttributes().Add("axis", op.Axis));

    internal static void Flatten(NodeExport node, Flatten op) => node.Emit("Flatten", node.Inputs(), new NodeAttributes().Add("axis", op.Axis));

    internal static void Gather(NodeExport node, Gather op) => node.Emit("Gather", node.Inputs(), new NodeAttributes().Add("axis", op.Axis));

    internal static void Reshape(NodeExport node, Reshape op) =>
        node.Emit("Reshape", node.Inputs(), new NodeAttributes().Add("allowzero", op.AllowZero ? 1 : 0));

    internal static void ShapeOf(NodeExport node, ShapeOf op)
    {
        var attributes = new NodeAttributes().Add("start", op.Start);
        node.Emit("Shape", node.Inputs(), op.End is { } end ? attributes.Add("end", end) : attributes);
    }

    internal static void Softmax(NodeExport node, Softmax op) => node.Emit("Softmax", node.Inputs(), new NodeAttributes().Add("axis", op.Axis));

    internal static void Squeeze(NodeExport node, Squeeze op) =>
        node.Emit("Squeeze", op.Axes.IsDefaultOrEmpty ? node.Inputs() : [node.Input(0), node.Integers("axes", [.. op.Axes.Select(a => (long)a)])]);

    internal static void Transpose(NodeExport node, Transpose op) => node.Emit(
        "Transpose", node.Inputs(), op.Permutation.IsDefaultOrEmpty ? null : new NodeAttributes().Add("perm", [.. op.Permutation.Select(a => (long)a)]));

    internal static void Unsqueeze(NodeExport node, Unsqueeze op)
    {
        if (op.Axes.IsDefaultOrEmpty)
        {
            node.Emit("Identity", node.Inputs());
        }
        else
        {
            node.Emit("Unsqueeze", [node.Input(0), node.Integers("axes", [.. op.Axes.Select(a => (long)a)])]);
        }
    }
}
