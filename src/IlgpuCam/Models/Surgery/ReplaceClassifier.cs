using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Surgery;

/// <summary>Puts another linear classifier behind a network's features: global pooling, then a fully connected layer, the form whose class activation maps need no second pass.</summary>
public static class ReplaceClassifier
{
    /// <summary>The new network: from the image to the probabilities of the new classes.</summary>
    /// <param name="trunk">The network up to its pooled features.</param>
    /// <param name="weights">The weights of the classes: C rows of as many as there are features.</param>
    /// <param name="bias">The bias of each of the C classes.</param>
    /// <param name="probability">What the network ends in; nothing where it is <see cref="ProbabilityKind.Unrecorded"/>.</param>
    /// <exception cref="ArgumentException">The numbers of weights, biases and features do not fit.</exception>
    public static Network Apply(PooledLayer trunk, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, ProbabilityKind probability)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        if (bias.Length == 0 || weights.Length != (long)bias.Length * trunk.Count)
        {
            throw new ArgumentException($"{bias.Length} classes of {trunk.Count} features need as many weights each, found {weights.Length} in all", nameof(weights));
        }

        var network = trunk.Network;
        var names = new FreshNames(PooledLayer.Names(network).Contains);
        string matrix = names.Of("classifier.weight"), offsets = names.Of("classifier.bias"), logits = names.Of("logits");
        Node[] head = [new("classifier", new FullyConnected(), [trunk.Output, matrix, offsets], logits)];
        if (probability != ProbabilityKind.Unrecorded)
        {
            Operator op = probability == ProbabilityKind.Softmax ? new Softmax() : new Activate(Activation.Sigmoid);
            head = [.. head, new("probabilities", op, [logits], names.Of("probabilities"))];
        }

        var constants = network.Constants
            .Append(new(matrix, ConstantTensor.FromFloats([bias.Length, trunk.Count], weights)))
            .Append(new(offsets, ConstantTensor.FromFloats([bias.Length], bias)));
        return new(network.Inputs, constants, [.. network.Nodes, .. head], [head[^1].Output]);
    }
}
