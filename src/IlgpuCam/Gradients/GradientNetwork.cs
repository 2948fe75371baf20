using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients;

/// <summary>
/// A network with its backward pass as more nodes of the same graph, so that every backend runs both, with its own fusion, memory plan and threads: reverse accumulation over the activations, no gradients of weights.
/// What goes back begins at the seed, an input of the target's shape; an image whose seed is zero throughout has the seed 1 at its highest score.
/// </summary>
public sealed class GradientNetwork
{
    private GradientNetwork(Network network, string seed, ImmutableArray<string> gradients)
    {
        Network = network;
        Seed = seed;
        Gradients = gradients;
    }

    /// <summary>The forward and backward pass. Its outputs are the target, then for each value asked for its gradient; any value of the forward pass may be asked for as well.</summary>
    public Network Network { get; }

    /// <summary>The name of the input that weights the target's elements.</summary>
    public string Seed { get; }

    /// <summary>The values that hold the gradients, in the order of <see cref="GradientRequest.Values"/>.</summary>
    public ImmutableArray<string> Gradients { get; }

    /// <summary>Adds the backward pass to a network.</summary>
    /// <param name="network">The forward pass.</param>
    /// <param name="inputs">The shape of each input by name; one that is not named has its default shape.</param>
    /// <param name="request">What is derived with respect to what.</param>
    /// <exception cref="NetworkException">There is no such value, one does not influence the target, an operator between them has no gradient, or means are wanted of a value that holds no maps.</exception>
    public static GradientNetwork Create(Network network, IReadOnlyDictionary<string, Shape> inputs, GradientRequest request)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(request);
        Backends.CompileRequest.Require(network, inputs, [request.Target, .. request.Values]);
        var forward = ShapeInference.Infer(SplitActivations.Apply(network.WithOutputs([request.Target])), inputs);
        var dependent = Dependent(forward, request);
        var tape = new GradientTape(forward, dependent, request.Gates);
        var target = forward.Values[request.Target].Shape;
        var seed = new FreshNames(forward.Values.ContainsKey).Of("gradient.seed");
        tape.Flow(request.Target, tape.Add(new GradientSeed(), request.Target, seed));
        foreach (var node in forward.Nodes.Reverse())
        {
            // Nothing comes back from what has no elements.
            if (dependent.Contains(node.Output) && node.Inputs.Any(dependent.Contains) && tape.Shape(node.Output).ElementCount > 0)
            {
                tape.Begin(node);
                if (tape.Gradient(node.Output) is { } gradient)
                {
                    GradientRules.For(node).Apply(tape, node, gradient);
                }
            }
        }

        // A value may be named twice, or be the target: each gradient gets a name of its own.
        ImmutableArray<string> gradients = [.. request.Values.Select(v => tape.Add(new Identity(), Wanted(v)))];

        // A few flipped gates of a single layer, as behind the last maps, do not matter; through many they would add up.
        var nodes = forward.Nodes.Select(n => tape.Gates > 1 && n.Operator is Conv2d convolution ? n with { Operator = convolution with { IsDirect = true } } : n);
        return new(
            new Network(
                [.. network.Inputs, new(seed, [.. target.Dimensions])],
                forward.Constants.Concat(tape.Constants),
                nodes.Concat(tape.Nodes),
                [request.Target, .. request.Values.Where(v => forward.Values.ContainsKey(v)).Distinct(), .. gradients]),
            seed,
            gradients);

        string Wanted(string value)
        {
            var gradient = tape.Gradient(value) ?? throw new NetworkException($"The value '{value}' has no influence on '{request.Target}'.");
            return !request.OfMeans ? gradient
                : tape.Shape(value).Rank == 4 ? MapMeans.Of(tape, gradient)
                : throw new NetworkException($"The value '{value}' holds no maps: {tape.Shape(value)}.");
        }
    }

    private static HashSet<string> Dependent(InferredNetwork forward, GradientRequest request)
    {
        var dependent = request.Values.ToHashSet();
        foreach (var node in forward.Nodes)
        {
            if (node.Inputs.Any(dependent.Contains) && forward.Values[node.Output].Type.IsFloat())
            {
                dependent.Add(node.Output);
            }
        }

        return dependent;
    }
}
