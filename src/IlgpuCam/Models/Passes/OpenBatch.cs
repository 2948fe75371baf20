using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>
/// Lets an image network take batches of any size where only shapes written for one batch forbid it: exporters write the number of images into every reshape (ShuffleNet's channel shuffle), and perturbation
/// methods run many images at once. Nothing is changed unless each output has twice the rows for twice the images afterwards, and had not before.
/// </summary>
internal static class OpenBatch
{
    private const int MostAxes = 16;

    /// <summary>The network with reshapes that copy the batch's length; the same object where there is nothing to open.</summary>
    /// <param name="network">A simplified network.</param>
    internal static Network Apply(Network network)
    {
        if (network.Inputs is not [{ IsImage: true, Dimensions: [> 0 and < int.MaxValue / 2, ..] } input]
            || !network.Nodes.Any(n => Sizes(network, n) is [var first, ..] && first == input.Dimensions[0]))
        {
            return network;
        }

        var images = input.Dimensions[0];
        if (Infer(network, input, images) is not { } once || IsOpen(network, once, input))
        {
            return network;
        }

        var graph = new GraphEditor(network);
        foreach (var node in graph.Original)
        {
            if (Sizes(network, node) is [var first, .. var others] && first == images && once.Values[node.Inputs[0]].Shape is { Rank: > 0 } shape && shape[0] == images)
            {
                var sizes = graph.AddConstant($"{node.Output}.shape", ConstantTensor.FromInt64([0, .. others]));
                graph.Replace(node with { Operator = new Reshape(), Inputs = [node.Inputs[0], sizes] });
            }
        }

        var opened = graph.Finish();
        return IsOpen(opened, once, input) ? opened.WithOutputs(opened.Outputs) : network;
    }

    /// <summary>The constant shape of a reshape that can be told to copy a length; null for any other node.</summary>
    private static long[]? Sizes(Network network, Node node) =>
        node is { Operator: Reshape { AllowZero: var allowsZero }, Inputs: [_, var name] } && network.Constants.GetValueOrDefault(name) is { Type: ElementType.Int64 } constant
        && constant.Shape is { Rank: 1, ElementCount: <= MostAxes } && constant.ToInt64() is var sizes && !(allowsZero && sizes.Contains(0))
            ? sizes
            : null;

    private static bool IsOpen(Network network, InferredNetwork once, NetworkInput input) => Infer(network, input, 2 * input.Dimensions[0]) is { } twice
        && network.Outputs.All(o => once.Values[o].Shape is { Rank: > 0 } shape && twice.Values[o].Shape is { Rank: > 0 } more && more[0] == 2 * shape[0]);

    private static InferredNetwork? Infer(Network network, NetworkInput input, int images)
    {
        try
        {
            return ShapeInference.Infer(network, new Dictionary<string, Shape> { [input.Name] = [images, .. input.DefaultShape.Skip(1)] });
        }
        catch (NetworkException)
        {
            return null;
        }
    }
}
