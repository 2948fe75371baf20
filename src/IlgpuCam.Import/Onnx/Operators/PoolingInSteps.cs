using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Finds global pooling that is written in steps: over maps whose rows stand behind each other, or first over rows and then over columns.</summary>
internal static class PoolingInSteps
{
    /// <summary>The maps that a mean or maximum over one axis, the last step, pools; null where it is no such step.</summary>
    /// <param name="node">The node of the last step.</param>
    /// <param name="reduction">Mean or maximum.</param>
    /// <param name="axes">The axes that it is over.</param>
    internal static string? Maps(OnnxNodeContext node, ReductionKind reduction, ImmutableArray<int> axes)
    {
        if (node.Producer(0) is not { } before || axes is not [var stated] || node.Info(node.Input(0)) is not { Shape.Rank: var rank } info || !info.Type.IsFloat())
        {
            return null;
        }

        var maps = before.Inputs[0];
        var axis = stated < 0 ? stated + rank : stated;
        return before.Operator switch
        {
            Reshape when rank == 3 && axis == 2 && node.Always(maps, node.Input(0), AreRowsJoined) => maps,
            Reduce first when first.Reduction == reduction && !first.Axes.IsDefault && first.Axes is [var other]
                && node.Always(maps, node.Input(0), (from, to) => IsOtherAxis(from, to, other, axis)) => maps,
            _ => null,
        };
    }

    private static bool AreRowsJoined(Shape from, Shape to) =>
        from is { Rank: 4, ElementCount: > 0 } && from[0] == to[0] && from[1] == to[1] && (long)from[2] * from[3] == to[2];

    /// <summary>Whether the first step took one of height and width, and the second takes the other one.</summary>
    private static bool IsOtherAxis(Shape from, Shape to, int first, int second)
    {
        if (from is not { Rank: 4, ElementCount: > 0 })
        {
            return false;
        }

        first += first < 0 ? 4 : 0;
        return to.Rank == 3 ? first is 2 or 3 && second == 2 : to.Rank == 4 && (first, second) is (2, 3) or (3, 2);
    }
}
