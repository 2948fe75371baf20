using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Undoes broadcasting: what was repeated gets the sum of the gradients of its copies.</summary>
internal static class Broadcasting
{
    /// <summary>A gradient summed to the shape of an operand.</summary>
    /// <param name="tape">Takes the nodes.</param>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="from">The result's shape.</param>
    /// <param name="to">The operand's shape.</param>
    internal static string SumTo(GradientTape tape, string gradient, Shape from, Shape to)
    {
        if (from.Equals(to))
        {
            return gradient;
        }

        var missing = from.Rank - to.Rank;
        int[] axes = [.. Enumerable.Range(0, from.Rank).Where(axis => from[axis] != 1 && (axis < missing || to[axis - missing] == 1))];

        // Maps to a number a channel: pooling reads maps as they lie.
        if (missing == 0 && axes is [2, 3])
        {
            return tape.Add(new Multiply(), tape.Add(new GlobalPool(PoolingKind.Average), gradient), tape.Constant(from[2] * from[3]));
        }

        var sum = axes.Length == 0 ? gradient : tape.Add(new Reduce(ReductionKind.Sum, [.. axes]), gradient);
        var summed = from;
        foreach (var axis in axes)
        {
            summed = summed.With(axis, 1);
        }

        return ReshapeRule.Back(tape, sum, summed, to);
    }
}
