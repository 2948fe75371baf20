using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Folds nodes, and bounds the memory that all folded constants of one network take together.</summary>
/// <param name="maximumBytes">The most bytes that they may take.</param>
internal sealed class FoldingBudget(long maximumBytes = 1L << 30)
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

        _spent += folded.Bytes.Length;
        return _spent <= maximumBytes
            ? folded
            : throw context.Error($"the folded constants of this network take more than {maximumBytes} bytes together");
    }

    /// <summary>Whether the result only looks at an input's elements in another way.</summary>
    private static bool IsShared(ConstantTensor folded, InferenceContext context)
    {
        for (var i = 0; i < context.Count; i++)
        {
            if (context.Constant(i) is { } constant && constant.Bytes.Span.Overlaps(folded.Bytes.Span))
            {
                return true;
            }
        }

        return false;
    }
}
