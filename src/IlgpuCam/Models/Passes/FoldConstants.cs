namespace IlgpuCam.Models.Passes;

/// <summary>Computes ahead of time what depends on no input, such as pads that a graph computes from constants, or a constant under another name.</summary>
internal static class FoldConstants
{
    /// <param name="network">Any network.</param>
    /// <param name="budget">Bounds the memory of what is folded.</param>
    internal static Network Apply(Network network, FoldingBudget budget)
    {
        var graph = new GraphEditor(network);
        foreach (var node in graph.Original)
        {
            var constants = node.Inputs.Select(graph.Constant).ToArray();
            if (constants.Where((c, i) => c is null && node.Inputs[i].Length > 0).Any())
            {
                continue;
            }

            var context = new InferenceContext(node, [.. constants.Select(c => c is null ? null : new ValueInfo(c.Type, c.Shape))], constants);
            node.Operator.Infer(context);
            if (budget.Fold(node, context) is { } folded)
            {
                graph.ReplaceByConstant(node.Output, folded);
            }
        }

        return graph.Finish();
    }
}
