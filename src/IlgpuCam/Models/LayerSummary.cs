using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>One node of a network with its sizes.</summary>
/// <param name="Name">The node's name, or its result's where it has none.</param>
/// <param name="Kind">The operator.</param>
/// <param name="Output">The shape of its result.</param>
/// <param name="Parameters">Floating-point numbers in the constants it reads.</param>
/// <param name="MultiplyAdds">Multiply-adds of the direct algorithm.</param>
/// <param name="ReceptiveField">What an element of its result sees of the image; null where it does not depend on one.</param>
/// <param name="MappingResolution">Rows and columns of its result; null where that is no map.</param>
public sealed record LayerSummary(
    string Name, string Kind, Shape Output, long Parameters, long MultiplyAdds, ReceptiveField? ReceptiveField, Size2? MappingResolution)
{
    /// <summary>The layers of a network on inputs of known shape, in order.</summary>
    /// <param name="network">The network.</param>
    public static ImmutableArray<LayerSummary> Of(InferredNetwork network)
    {
        var fields = new ReceptiveFields(network);
        return
        [
            .. network.Nodes.Select(node => new LayerSummary(
                node.Name.Length > 0 ? node.Name : node.Output,
                node.Operator.Kind,
                network.Values[node.Output].Shape,
                node.Inputs.Sum(i => network.Network.Constants.TryGetValue(i, out var c) && c.Type.IsFloat() ? c.Shape.ElementCount : 0),
                node.Operator.MultiplyAdds(network.Context(node)),
                fields.Of(node.Output),
                fields.MappingResolution(node.Output))),
        ];
    }
}
