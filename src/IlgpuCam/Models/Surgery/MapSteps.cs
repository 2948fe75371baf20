using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Surgery;

/// <summary>How many rows and columns of the image lie between neighbouring places of every map, and which nodes lead to the features.</summary>
internal sealed class MapSteps
{
    private readonly Dictionary<string, Size2> _steps = [];
    private readonly HashSet<string> _leadsToFeatures = [];

    /// <summary>Follows the strides from the image.</summary>
    /// <exception cref="NetworkException">Maps of different steps meet.</exception>
    internal static MapSteps Find(InferredNetwork network, string features)
    {
        var steps = new MapSteps();
        steps._leadsToFeatures.Add(features);
        foreach (var node in network.Nodes.Reverse())
        {
            if (steps._leadsToFeatures.Contains(node.Output))
            {
                steps._leadsToFeatures.UnionWith(node.Inputs);
            }
        }

        foreach (var input in network.Network.Inputs.Where(i => i.IsImage))
        {
            steps._steps[input.Name] = Size2.One;
        }

        foreach (var node in network.Nodes)
        {
            if (steps.Entering(node) is { } step && IsMap(network.Values[node.Output].Shape))
            {
                var strides = steps.LeadsToFeatures(node) ? Strides(node.Operator) : Size2.One;
                steps._steps[node.Output] = new(step.Height * strides.Height, step.Width * strides.Width);
            }
        }

        return steps;
    }

    /// <summary>The step of a value; null for what is no map.</summary>
    internal Size2? Of(string value) => _steps.TryGetValue(value, out var step) ? step : null;

    /// <summary>The step of the maps that a node reads; null where it reads none.</summary>
    /// <exception cref="NetworkException">They differ.</exception>
    internal Size2? Entering(Node node)
    {
        Size2? entering = null;
        foreach (var input in node.Inputs)
        {
            if (Of(input) is { } step)
            {
                entering = entering is null || entering == step
                    ? step
                    : throw new NetworkException($"Node '{node.Name}' joins maps with steps of {entering} and {step} pixels, which cannot be changed together.");
            }
        }

        return entering;
    }

    /// <summary>Whether the features depend on a node.</summary>
    internal bool LeadsToFeatures(Node node) => _leadsToFeatures.Contains(node.Output);

    internal static Size2 Strides(Operator op) => op switch
    {
        Conv2d convolution => convolution.Strides,
        MaxPool2d pooling => pooling.Window.Strides,
        AveragePool2d pooling => pooling.Window.Strides,
        _ => Size2.One,
    };

    /// <summary>Whether a shape is that of maps; a single place, as global pooling leaves, has no neighbours.</summary>
    private static bool IsMap(Shape shape) => shape.Rank == 4 && (shape[2] > 1 || shape[3] > 1);
}
