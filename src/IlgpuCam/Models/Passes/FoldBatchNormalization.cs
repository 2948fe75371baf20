using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Passes;

/// <summary>Multiplies a batch normalisation into the weights and bias of the convolution or fully connected layer before it, in double precision. One that follows neither stays.</summary>
internal static class FoldBatchNormalization
{
    /// <param name="network">Any network.</param>
    /// <param name="budget">Bounds the memory of what is folded.</param>
    internal static Network Apply(Network network, FoldingBudget budget)
    {
        var graph = new GraphEditor(network);
        foreach (var node in graph.Original)
        {
            if (node.Operator is BatchNormalization normalization && graph.Current(node.Inputs[0]) is { } layer && graph.IsReadOnce(layer.Output)
                && layer.Operator is Conv2d { Activation.Kind: ActivationKind.None } or FullyConnected { Activation.Kind: ActivationKind.None })
            {
                Fold(graph, layer, node, normalization.Epsilon, budget);
            }
        }

        return graph.Finish();
    }

    private static void Fold(GraphEditor graph, Node layer, Node normalization, float epsilon, FoldingBudget budget)
    {
        var hasBias = layer.Inputs.Length > 2 && layer.Inputs[2].Length > 0;
        string[] names = [layer.Inputs[1], .. normalization.Inputs.Skip(1), .. hasBias ? [layer.Inputs[2]] : Array.Empty<string>()];
        var constants = names.Select(graph.Constant).OfType<ConstantTensor>().Where(c => c.Type.IsFloat()).ToArray();
        var channels = constants.Length == names.Length && constants[0].Shape.Rank > 0 ? constants[0].Shape[0] : 0;
        if (channels == 0 || normalization.Inputs.Length != 5 || constants.Skip(1).Any(c => c.Shape.ElementCount != channels))
        {
            return;
        }

        // The weights are multiplied where they are packed; what is held until then is a factor and a bias a channel.
        if (!budget.TrySpend((channels * (long)(sizeof(double) + sizeof(float))) + Math.Min(constants[0].ByteCount, ConstantTensor.LeastDerived * sizeof(float))))
        {
            throw new NetworkException($"Node '{normalization.Name}': the folded constants of this network take more memory than they may.");
        }

        var values = constants.Skip(1).Select(c => c.ToFloats()).ToArray();
        var (scale, shift, mean, variance) = (values[0], values[1], values[2], values[3]);
        var factors = new double[channels];
        var bias = new float[channels];
        for (var i = 0; i < channels; i++)
        {
            factors[i] = scale[i] / Math.Sqrt((double)variance[i] + epsilon);
            bias[i] = (float)(((hasBias ? values[4][i] : 0.0) - mean[i]) * factors[i] + shift[i]);
        }

        var newWeights = graph.AddConstant($"{layer.Inputs[1]}.normalized", ConstantTensor.From(constants[0].Shape, new ScaledRows(constants[0], factors)));
        var newBias = graph.AddConstant($"{normalization.Inputs[2]}.normalized", ConstantTensor.FromFloats([channels], bias));
        graph.Remove(normalization.Output);
        graph.Rename(layer with { Inputs = [layer.Inputs[0], newWeights, newBias] }, normalization.Output);
    }
}
