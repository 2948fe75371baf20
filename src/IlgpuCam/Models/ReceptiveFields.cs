using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Receptive;

namespace IlgpuCam.Models;

/// <summary>The receptive field and the mapping resolution of every value of a network that depends on an image.</summary>
/// <remarks>
/// Fields are those of the architecture: padding counts as pixels around the image, weights of zero as any others. Global pooling, fully connected layers and
/// reshapes that mix places see everything. Several images that a network takes are laid over each other.
/// </remarks>
public sealed class ReceptiveFields
{
    private readonly InferredNetwork _network;
    private readonly Dictionary<string, ValueField> _fields = [];

    /// <summary>Computes all of them.</summary>
    /// <param name="network">The network on inputs of known shape.</param>
    public ReceptiveFields(InferredNetwork network)
    {
        _network = network;
        foreach (var input in network.Network.Inputs.Where(i => i.IsImage))
        {
            _fields[input.Name] = new(AxisField.Input(2), AxisField.Input(3));
        }

        foreach (var node in network.Nodes)
        {
            ValueField?[] inputs = [.. node.Inputs.Select(_fields.GetValueOrDefault)];
            if (FieldRules.Apply(node.Operator, network.Context(node), network.Values[node.Output].Shape, inputs) is { } field)
            {
                _fields[node.Output] = field;
            }
        }
    }

    /// <summary>The receptive field of a value's elements; null where it does not depend on an image.</summary>
    /// <param name="value">A value of the network.</param>
    public ReceptiveField? Of(string value) => _fields.GetValueOrDefault(value)?.ToReceptiveField();

    /// <summary>The mapping resolution (Zhou et al. 2016, section 3): rows and columns of a value that is a map; null where it has no places.</summary>
    /// <param name="value">A value of the network.</param>
    public Size2? MappingResolution(string value) => _fields.GetValueOrDefault(value) is { Rows.Axis: >= 0 and var rows, Columns.Axis: >= 0 and var columns }
        ? new(_network.Values[value].Shape[rows], _network.Values[value].Shape[columns])
        : null;

    /// <summary>Whether a value holds maps [N,K,h,w] of more than one place. Not those with their channels last, as layer normalisation takes them, whose shape looks alike.</summary>
    /// <param name="value">A value of the network.</param>
    internal bool HoldsMaps(string value) => _network.Values[value].Shape is { Rank: 4 } shape && shape[2] * (long)shape[3] > 1
        && _fields.GetValueOrDefault(value) is not ({ Rows.Axis: not (2 or -1) } or { Columns.Axis: not (3 or -1) });
}
