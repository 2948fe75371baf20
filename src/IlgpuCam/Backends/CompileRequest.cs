using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Backends;

/// <summary>What every backend checks before it compiles a network.</summary>
internal static class CompileRequest
{
    /// <summary>Checks that all inputs and outputs that are named exist.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Shapes by input.</param>
    /// <param name="outputs">Names of values.</param>
    /// <exception cref="NetworkException">One does not; the message names it.</exception>
    internal static void Require(Network network, IReadOnlyDictionary<string, Shape> inputs, IReadOnlyList<string> outputs)
    {
        foreach (var name in inputs.Keys)
        {
            if (!network.Inputs.Any(i => i.Name == name))
            {
                throw new NetworkException($"The network has no input '{name}'; its inputs are '{string.Join("', '", network.Inputs.Select(i => i.Name))}'.");
            }
        }

        var known = network.Nodes.Select(n => n.Output).Concat(network.Inputs.Select(i => i.Name)).Concat(network.Constants.Keys).ToHashSet();
        if (outputs.FirstOrDefault(o => !known.Contains(o)) is { } missing)
        {
            throw new NetworkException($"The network has no value '{missing}'.");
        }
    }
}
