using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Surgery;

/// <summary>Makes a value that a network computes one that comes from outside: what lies behind it can then be run by itself.</summary>
internal static class CutNetwork
{
    /// <summary>The part of a network that some outputs need once a value is given.</summary>
    /// <param name="network">The network.</param>
    /// <param name="value">The result of one of its nodes.</param>
    /// <param name="shape">The value's shape.</param>
    /// <param name="outputs">The outputs.</param>
    /// <returns>A network that has the value as its last input; the others stay, needed or not.</returns>
    /// <exception cref="NetworkException">No node gives the value.</exception>
    internal static Network At(Network network, string value, Shape shape, IReadOnlyList<string> outputs)
    {
        if (!network.Nodes.Any(n => n.Output == value))
        {
            throw new NetworkException($"No node of the network gives the value '{value}'.");
        }

        Network cut = new([.. network.Inputs, new(value, [.. shape.Dimensions])], network.Constants, network.Nodes.Where(n => n.Output != value), outputs);
        return cut.WithOutputs(outputs);
    }
}
