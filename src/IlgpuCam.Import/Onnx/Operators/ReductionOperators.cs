using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Many numbers to one, along axes.</summary>
internal static class ReductionOperators
{
    /// <summary>What translates a reduction.</summary>
    /// <param name="reduction">What it makes of the numbers.</param>
    /// <param name="since">The first version in which the axes are an input.</param>
    internal static OperatorTranslator Of(ReductionKind reduction, int since = 18) => node => Reduce(node, reduction, since);

    private static void Reduce(OnnxNodeContext node, ReductionKind reduction, int since)
    {
        var axes = node.IntsOrInput("axes", 1, since) ?? [];
        if (axes.IsEmpty && node.Flag("noop_with_empty_axes"))
        {
            OfNothing(node, reduction);
            return;
        }

        var keep = node.Int64("keepdims", 1) != 0;
        if (Pooling(reduction) is { } pooling && IsOver(node, axes, [2, 3]))
        {
            node.Emit(new GlobalPool(pooling, keep), node.Input(0));
        }
        else if (Pooling(reduction) is { } ofChannelsLast && IsOver(node, axes, [1, 2]))
        {
            OfChannelsLast(node, ofChannelsLast, keep);
        }
        else if (Pooling(reduction) is { } inSteps && PoolingInSteps.Maps(node, reduction, axes) is { } maps)
        {
            InSteps(node, inSteps, maps, keep);
        }
        else
        {
            node.Emit(new Reduce(reduction, axes, keep), node.Input(0));
        }
    }

    /// <summary>Global pooling in the place of its last step, whose result may have axes of length 1.</summary>
    private static void InSteps(OnnxNodeContext node, PoolingKind pooling, string maps, bool keep)
    {
        var rank = node.Info(node.Input(0))!.Shape.Rank - (keep ? 0 : 1);
        if (rank == 2)
        {
            node.Emit(new GlobalPool(pooling, KeepDimensions: false), maps);
        }
        else
        {
            node.Emit(new Unsqueeze([.. Enumerable.Range(2, rank - 2)]), node.AddStep("pooled", new GlobalPool(pooling, KeepDimensions: false), maps));
        }
    }

    /// <summary>A reduction over no axis: what it does to every number before and after summing remains.</summary>
    private static void OfNothing(OnnxNodeContext node, ReductionKind reduction)
    {
        var x = node.Input(0);
        switch (reduction)
        {
            case ReductionKind.SumSquare:
                node.Emit(new Multiply(), x, x);
                break;
            case ReductionKind.L1 or ReductionKind.L2:
                node.Emit(new Activate(new(ActivationKind.Abs)), x);
                break;
            case ReductionKind.LogSum:
                node.Emit(new Activate(new(ActivationKind.Log)), x);
                break;
            default:
                node.Emit(new Identity(), x);
                break;
        }
    }

    private static PoolingKind? Pooling(ReductionKind reduction) => reduction switch
    {
        ReductionKind.Mean => PoolingKind.Average,
        ReductionKind.Max => PoolingKind.Max,
        _ => null,
    };

    /// <summary>Whether a reduction is over two axes of a map: 2 and 3, or 1 and 2 where channels are last, as TensorFlow has them.</summary>
    private static bool IsOver(OnnxNodeContext node, ImmutableArray<int> axes, ReadOnlySpan<int> wanted) =>
        node.Info(node.Input(0)) is { Shape: { Rank: 4, ElementCount: > 0 } } info && info.Type.IsFloat()
        && axes.Select(a => a < 0 ? a + 4 : a).Order().ToArray().AsSpan().SequenceEqual(wanted);

    /// <summary>Global pooling behind a transposition, which meets its inverse where the maps were transposed for this.</summary>
    private static void OfChannelsLast(OnnxNodeContext node, PoolingKind pooling, bool keep)
    {
        var maps = node.AddStep("maps", new Transpose([0, 3, 1, 2]), node.Input(0));
        if (!keep)
        {
            node.Emit(new GlobalPool(pooling, KeepDimensions: false), maps);
        }
        else
        {
            node.Emit(new Unsqueeze([1, 2]), node.AddStep("pooled", new GlobalPool(pooling, KeepDimensions: false), maps));
        }
    }
}
