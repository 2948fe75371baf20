using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Onnx.Export;

/// <summary>Functions of several values, reductions, and normalisations by own statistics.</summary>
internal static class ArithmeticExports
{
    /// <summary>The last operator set in which a reduction other than a sum has its axes as an attribute.</summary>
    private const int AxesAreAttributes = 17;

    internal static void Arithmetic(NodeExport node, Arithmetic op) => node.Emit(
        op.Operation switch
        {
            ArithmeticOperation.Subtract => "Sub",
            ArithmeticOperation.Divide => "Div",
            ArithmeticOperation.Power => "Pow",
            ArithmeticOperation.Minimum => "Min",
            ArithmeticOperation.Maximum => "Max",
            ArithmeticOperation.Slope => "PRelu",
            _ => throw new InvalidOperationException($"unknown operation {op.Operation}"),
        },
        node.Inputs());

    internal static void Compare(NodeExport node, Compare op) => node.Emit(op.Comparison.ToString(), node.Inputs());

    internal static void Reduce(NodeExport node, Reduce op)
    {
        var name = op.Reduction == ReductionKind.Product ? "ReduceProd" : $"Reduce{op.Reduction}";
        var attributes = new NodeAttributes().Add("keepdims", op.KeepDimensions ? 1 : 0);
        long[] axes = op.Axes.IsDefaultOrEmpty ? [] : [.. op.Axes.Select(a => (long)a)];
        if (axes.Length == 0)
        {
            node.Emit(name, node.Inputs(), attributes);
        }
        else if (node.OperatorSet <= AxesAreAttributes && op.Reduction != ReductionKind.Sum)
        {
            node.Emit(name, node.Inputs(), attributes.Add("axes", axes));
        }
        else
        {
            node.Emit(name, [node.Input(0), node.Integers("axes", axes)], attributes);
        }
    }

    internal static void LayerNormalization(NodeExport node, LayerNormalization op) => node.Emit(
        "LayerNormalization", node.Inputs(), new NodeAttributes().Add("axis", op.Axis).Add("epsilon", op.Epsilon));

    /// <summary>As an instance normalisation of the groups, which every version has, and a product and a sum a channel.</summary>
    internal static void GroupNormalization(NodeExport node, GroupNormalization op)
    {
        var shape = node.Info(0).Shape;
        var attributes = new NodeAttributes().Add("epsilon", op.Epsilon);
        if (op.Groups == shape[1] && shape.Rank > 2)
        {
            node.Emit("InstanceNormalization", [node.Input(0), node.Parameter(1), node.Parameter(2)], attributes);
            return;
        }

        var groups = node.AddStep("Reshape", "groups", [node.Input(0), node.Integers("grouped", 0, op.Groups, -1)]);
        var (ones, zeros) = (new float[op.Groups], new float[op.Groups]);
        ones.AsSpan().Fill(1);
        var normalized = node.AddStep("InstanceNormalization", "normalized", [groups, node.Floats("ones", ones), node.Floats("zeros", zeros)], attributes);
        var whole = node.AddStep("Reshape", "whole", [normalized, node.AddStep("Shape", "shape", [node.Input(0)])]);
        long[] aligned = [-1, .. Enumerable.Repeat(1L, shape.Rank - 2)];
        var scaled = node.AddStep("Mul", "scaled", [whole, node.AddStep("Reshape", "scale", [node.Parameter(1), node.Integers("scale.shape", aligned)])]);
        node.Emit("Add", [scaled, node.AddStep("Reshape", "bias", [node.Parameter(2), node.Integers("bias.shape", aligned)])]);
    }
}
