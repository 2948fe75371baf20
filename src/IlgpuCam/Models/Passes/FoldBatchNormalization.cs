using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>Multiplies a batch normalisation into the weights and bias of the convolution or fully connected layer before it, in double precision. One that follows neither stays.</summary>
internal static class FoldBatchNormalization
{
    internal static Network Apply(Network network)
    {
        var graph = new GraphEditor(network);
        foreach (var node in graph.Original)
        {
            if (node.Operator is BatchNormalization normalization && graph.Current(node.Inputs[0]) is { } layer && graph.IsReadOnce(layer.Output)
                && layer.Operator is Conv2d { Activation.Kind: ActivationKind.None } or FullyConnected { Activation.Kind: ActivationKind.None })
            {
                Fold(graph, layer, node, normalization.Epsilon);
            }
        }

        return graph.Finish();
    }

    private static void Fold(GraphEditor graph, Node layer, Node normalization, float epsilon)
    {
        var hasBias = layer.Inputs.Length > 2 && layer.Inputs[2].Length > 0;
        string[] names = [layer.Inputs[1], .. normalization.Inputs.Skip(1), .. hasBias ? [layer.Inputs[2]] : Array.Empty<string>()];
        var constants = names.Select(graph.Constant).OfType<ConstantTensor>().Where(c => c.Type.IsFloat()).ToArray();
        var channels = constants.Length == names.Length && constants[0].Shape.Rank > 0 ? constants[0].Shape[0] : 0;
        if (channels == 0 || constants.Skip(1).Any(c => c.Shape.ElementCount != channels))
        {
            return;
        }

        var values = constants.Select(c => c.ToFloats()).ToArray();
        var (weights, scale, shift, mean, variance) = (values[0], values[1], values[2], values[3], values[4]);
        var bias = new float[channels];
        var row = weights.Length / channels;
        for (var i = 0; i < channels; i++)
        {
            var factor = scale[i] / Math.Sqrt((double)variance[i] + epsilon);
            foreach (ref var weight in weights.AsSpan(i * row, row))
            {
                weight = (float)(weight * factor);
            }

            bias[i] = (float)(((hasBias ? values[5][i] : 0.0) - mean[i]) * factor + shift[i]);
        }

        var newWeights = graph.AddConstant($"{layer.Inputs[1]}.normalized", ConstantTensor.FromFloats(constants[0].Shape, weights));
        var newBias = graph.AddConstant($"{normalization.Inputs[2]}.normalized", ConstantTensor.FromFloats([channels], bias));
        graph.Remove(normalization.Output);
        graph.Rename(layer with { Inputs = [layer.Inputs[0], newWeights, newBias] }, normalization.Output);
    }
}
