using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Folds nodes, and bounds the memory that all folded constants of one network take together.</summary>
/// <param name="maximumBytes">The most bytes that they may take.</param>
internal sealed class FoldingBudget(long maximumBytes = 1L << 29)
{
    private long _spent;

    /// <summary>The node's result, where it is known.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">Its inputs, already accepted.</param>
    /// <exception cref="NetworkException">The folded constants take more than the budget.</exception>
    internal ConstantTensor? Fold(Node node, InferenceContext context)
    {
        var folded = node.Operator.Fold(context);
        if (folded is null || IsShared(folded, context))
        {
            return folded;
        }

        return TrySpend(folded.Derived is null ? folded.ByteCount : 0)
            ? folded
            : throw context.Error($"the folded constants of this network take more than {maximumBytes} bytes together");
    }

    /// <summary>Takes memory out of the budget, where so much is left.</summary>
    /// <param name="bytes">How much.</param>
    internal bool TrySpend(long bytes)
    {
        if (bytes > maximumBytes - _spent)
        {
            return false;
        }

        _spent += bytes;
        return true;
    }

    /// <summary>Whether the result only looks at an input's elements in another way.</summary>
    private static bool IsShared(ConstantTensor folded, InferenceContext context)
    {
        for (var i = 0; i < context.Count; i++)
        {
            if (context.Constant(i) is { } constant && constant.Shares(folded))
            {
                return true;
            }
        }

        return false;
    }
}
