using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Torch;

/// <summary>Gives a described network the weights of an exported one, layer by layer in their order: exporters fold batch normalisations, and name what they change at will.</summary>
internal sealed class OrderedWeights(Network exported, float epsilon) : IWeightSource
{
    private readonly Queue<Node> _layers = new(exported.Nodes.Where(n => n.Operator is Conv2d or FullyConnected or BatchNormalization));
    private Node? _layer;
    private Node? _normalisation;
    private ConstantTensor? _bias;

    /// <summary>All that was asked for.</summary>
    internal Dictionary<string, ConstantTensor> Given { get; } = [];

    internal bool IsAtEnd => _layers.Count == 0;

    public Shape? ShapeOf(string name) => name.EndsWith("branch3.1.conv.weight", StringComparison.Ordinal) ? [1, 1, 3, 3] : null;

    public ConstantTensor Get(string name, Shape shape, Initial initial)
    {
        var value = Choose(name[(name.LastIndexOf('.') + 1)..], shape);
        Assert.True(shape.Equals(value.Shape), $"{name}: {shape} was asked for, the exported layer '{_layer?.Name}' has {value.Shape}");
        Given.Add(name, value);
        return value;
    }

    private ConstantTensor Choose(string part, Shape shape)
    {
        if (shape.Rank > 1)
        {
            _layer = _layers.Dequeue();
            _bias = _layer.Inputs.Length > 2 ? exported.Constants[_layer.Inputs[2]] : null;
            _normalisation = null;
            return exported.Constants[_layer.Inputs[1]];
        }

        if (part == "bias" && _normalisation is null)
        {
            // The folded normalisation's comes after its weight.
            return _bias ?? Filled(shape, 0);
        }

        if (part == "weight")
        {
            // A layer without bias has no normalisation folded in: it is a node of its own.
            _normalisation = _bias is null ? _layers.Dequeue() : _layer;
        }

        var input = part switch { "weight" => 1, "bias" => 2, "running_mean" => 3, _ => 4 };
        if (_normalisation!.Operator is BatchNormalization)
        {
            return exported.Constants[_normalisation.Inputs[input]];
        }

        var bias = _bias!;
        _bias = input == 4 ? null : bias;
        return input switch { 1 => Filled(shape, 1), 2 => bias, 3 => Filled(shape, 0), _ => Filled(shape, 1 - epsilon) };
    }

    private static ConstantTensor Filled(Shape shape, float value) =>
        ConstantTensor.FromFloats(shape, Enumerable.Repeat(value, (int)shape.ElementCount).ToArray());
}
