using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Means and maxima over axes.</summary>
internal static class ReductionOperators
{
    internal static void ReduceMean(OnnxNodeContext node) => Reduce(node, PoolingKind.Average);

    internal static void ReduceMax(OnnxNodeContext node) => Reduce(node, PoolingKind.Max);

    private static void Reduce(OnnxNodeContext node, PoolingKind pooling)
    {
        var axes = node.IntsOrInput("axes", 1, since: 18) ?? [];
        if (axes.IsEmpty && node.Flag("noop_with_empty_axes"))
        {
            node.Emit(new Identity(), node.Input(0));
            return;
        }

        if (IsOfChannelsLast(node, axes))
        {
            OfChannelsLast(node, pooling);
            return;
        }

        // The operator itself accepts only four axes, so that -1 and 3 are the same one.
        if (!axes.Select(a => a < 0 ? a + 4 : a).Order().SequenceEqual([2, 3]))
        {
            var found = axes.IsEmpty ? "all axes" : $"axes {string.Join(", ", axes)}";
            throw node.Error($"a reduction over both spatial axes of a map (2 and 3) was expected, found one over {found}");
        }

        node.Emit(new GlobalPool(pooling, node.Int64("keepdims", 1) != 0), node.Input(0));
    }

    /// <summary>Whether a reduction is over height and width of maps with channels last, as TensorFlow has them.</summary>
    private static bool IsOfChannelsLast(OnnxNodeContext node, ImmutableArray<int> axes) =>
        node.Info(node.Input(0)) is { Shape.Rank: 4 } info && info.Type.IsFloat() && axes.Select(a => a < 0 ? a + 4 : a).Order().SequenceEqual([1, 2]);

    /// <summary>Global pooling behind a transposition, which meets its inverse where the maps were transposed for this.</summary>
    private static void OfChannelsLast(OnnxNodeContext node, PoolingKind pooling)
    {
        var maps = node.AddStep("maps", new Transpose([0, 3, 1, 2]), node.Input(0));
        if (node.Int64("keepdims", 1) == 0)
        {
            node.Emit(new GlobalPool(pooling, KeepDimensions: false), maps);
        }
        else
        {
            node.Emit(new Unsqueeze([1, 2]), node.AddStep("pooled", new GlobalPool(pooling, KeepDimensions: false), maps));
        }
    }
}
