using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>Makes a constant that is added to the result of a fully connected layer or convolution its bias: exporters write a matrix product and a sum.</summary>
internal static class MergeBias
{
    internal static Network Apply(Network network)
    {
        var graph = new GraphEditor(network);
        foreach (var node in graph.Original)
        {
            if (node.Operator is Add add && add.Activation == Activation.None)
            {
                _ = Merge(graph, node, 0) || Merge(graph, node, 1);
            }
        }

        return graph.Finish();
    }

    private static bool Merge(GraphEditor graph, Node sum, int input)
    {
        var addend = sum.Inputs[1 - input];
        if (graph.Current(sum.Inputs[input]) is not { Operator: FullyConnected or Conv2d } layer || !graph.IsReadOnce(layer.Output) || graph.Constant(addend) is not { } bias
            || (layer.Inputs.Length > 2 && layer.Inputs[2].Length > 0) || graph.Constant(layer.Inputs[1]) is not { } weights)
        {
            return false;
        }

        // The axes of the result behind the one of its channels: the addend has one number a channel if it has length 1 on all others.
        var trailing = layer.Operator switch
        {
            FullyConnected { Activation.Kind: ActivationKind.None } => 0,
            Conv2d { Activation.Kind: ActivationKind.None } => 2,
            _ => -1,
        };
        if (trailing < 0 || !bias.Type.IsFloat() || !IsAlongChannels(bias.Shape, weights.Shape[0], trailing))
        {
            return false;
        }

        var name = bias.Shape.Rank == 1 ? addend : graph.AddConstant($"{addend}.bias", bias.Reshape([weights.Shape[0]]));
        graph.Remove(sum.Output);
        graph.Rename(layer with { Inputs = [layer.Inputs[0], layer.Inputs[1], name] }, sum.Output);
        return true;
    }

    private static bool IsAlongChannels(Shape shape, int channels, int trailing) =>
        shape.Rank > trailing && shape.Rank <= trailing + 2 && shape.ElementCount == channels && shape[shape.Rank - 1 - trailing] == channels;
}
