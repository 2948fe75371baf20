using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Torch;

/// <summary>Gives a described network the weights of an exported one, layer by layer in their order: exporters fold batch normalisations, and name what they change at will.</summary>
/// <param name="exported">The exported network.</param>
/// <param name="epsilon">What the described network's batch normalisations add to the variance.</param>
internal sealed class OrderedWeights(Network exported, float epsilon) : IWeightSource
{
    // Those of DenseNet's batch normalisations that follow no convolution, so that exporters leave them.
    private static readonly string[] Separate = [".norm1", ".norm5", ".norm"];

    private readonly Queue<Node> _layers = new(exported.Nodes.Where(n => n.Operator is Conv2d or FullyConnected or BatchNormalization));
    private Node? _layer;

    /// <summary>All that was asked for.</summary>
    internal Dictionary<string, ConstantTensor> Given { get; } = [];

    internal bool IsAtEnd => _layers.Count == 0;

    public Shape? ShapeOf(string name) => name.EndsWith("branch3.1.conv.weight", StringComparison.Ordinal) ? [1, 1, 3, 3] : null;

    public ConstantTensor Get(string name, Shape shape, Initial initial)
    {
        var dot = name.LastIndexOf('.');
        var value = Choose(name[..dot], name[(dot + 1)..], shape);
        Assert.True(shape.Equals(value.Shape), $"{name}: {shape} was asked for, the exported layer '{_layer?.Name}' has {value.Shape}");
        Given.Add(name, value);
        return value;
    }

    private ConstantTensor Choose(string layer, string part, Shape shape)
    {
        if (shape.Rank > 1)
        {
            _layer = _layers.Dequeue();
            return Input(1)!;
        }

        if (part == "weight" && Separate.Any(s => layer.EndsWith(s, StringComparison.Ordinal)))
        {
            _layer = _layers.Dequeue();
        }

        if (_layer!.Operator is BatchNormalization)
        {
            return Input(part switch { "weight" => 1, "bias" => 2, "running_mean" => 3, _ => 4 })!;
        }

        return part switch
        {
            "weight" => Filled(shape, 1),
            "bias" => Input(2) ?? Filled(shape, 0),
            "running_mean" => Filled(shape, 0),
            _ => Filled(shape, 1 - epsilon),
        };
    }

    private ConstantTensor? Input(int index) => _layer!.Inputs.Length > index ? exported.Constants[_layer.Inputs[index]] : null;

    private static ConstantTensor Filled(Shape shape, float value) =>
        ConstantTensor.FromFloats(shape, Enumerable.Repeat(value, (int)shape.ElementCount).ToArray());
}
