using System.Collections.Immutable;
using System.Text;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Tests.Tensors;
using Range = IlgpuCam.Models.Operators.Range;

namespace IlgpuCam.Tests.Models;

/// <summary>Operators, networks and files that the tests of the model file share.</summary>
internal static class ModelFileSamples
{
    private static readonly Window2d Window = new(new(3, 5), new(2, 1), new(1, 2), new(0, 1, 2, 3), AutoPad.Explicit, true);

    private static readonly ActivationKind[] WithParameters =
    [
        ActivationKind.Clip, ActivationKind.HardSigmoid, ActivationKind.LeakyRelu, ActivationKind.ThresholdedRelu, ActivationKind.Elu, ActivationKind.Selu,
        ActivationKind.Celu, ActivationKind.Swish,
    ];

    /// <summary>Operators of every kind, with attributes that are not the defaults.</summary>
    public static IReadOnlyList<Operator> AllOperators { get; } =
    [
        .. Enum.GetValues<ActivationKind>().Where(kind => !WithParameters.Contains(kind)).Select(kind => new Activate(new(kind))),
        .. WithParameters.Where(kind => kind is not (ActivationKind.HardSigmoid or ActivationKind.Selu or ActivationKind.Clip)).Select(kind => new Activate(new(kind, 0.3f))),
        new Activate(new(ActivationKind.Selu, 1.5f, 1.1f)),
        new Activate(Activation.Relu6),
        new Activate(Activation.Clip(float.NegativeInfinity, 0.1f)),
        new Activate(Activation.Clip(-0f, float.PositiveInfinity)),
        new Activate(Activation.Clip(float.Epsilon, float.MaxValue)),
        new Activate(Activation.HardSigmoid(0.2f, 0.25f)),
        new Add(),
        new Add(Activation.Relu),
        .. Enum.GetValues<ArithmeticOperation>().Select(operation => new Arithmetic(operation)),
        .. Enum.GetValues<AutoPad>().Select(auto => new AveragePool2d(Window with { AutoPad = auto }, auto == AutoPad.Valid)),
        new BatchNormalization(1e-3f),
        .. Enum.GetValues<ElementType>().Select(type => new Cast(type)),
        .. Enum.GetValues<Comparison>().Select(comparison => new Compare(comparison)),
        new Concat(-1),
        new Conv2d(new(2, 3), new(1, 2, 3, 4), new(5, 6), 7, Activation.Sigmoid, AutoPad.SameLower),
        new Conv2d(Size2.One, default, Size2.One),
        new DepthToSpace(3, true),
        new Equal(),
        new Expand(),
        new Flatten(-2),
        new FullyConnected(Activation.Relu6),
        new Gather(-3),
        new GlobalPool(PoolingKind.Max, false),
        new GlobalPool(PoolingKind.Average),
        new GroupNormalization(4, 1e-3f),
        new Identity(),
        new LayerNormalization(-2, 1e-6f),
        new LocalResponseNormalization(5, 2e-4f, 0.5f, 2),
        new MatrixProduct(),
        new MaxPool2d(Window),
        new MaxPoolIndices2d(Window, true),
        new Multiply(),
        new Multiply(Activation.Silu),
        new Pad([0, -1, 2, 3], float.NegativeInfinity),
        .. Enum.GetValues<PadMode>().Select(mode => new Pad([], 0, mode)),
        new Range(),
        .. Enum.GetValues<ReductionKind>().Select(reduction => new Reduce(reduction, [-1, 0], reduction == ReductionKind.Max)),
        new Reduce(ReductionKind.Sum, []),
        new Reshape(true),
        .. Enum.GetValues<CoordinateMapping>().Select(mapping => new Resize(Interpolation.Linear, mapping, NearestRounding.Ceil, [])),
        .. Enum.GetValues<NearestRounding>().Select(
            rounding => new Resize(Interpolation.Nearest, CoordinateMapping.HalfPixel, rounding, [-1, 2], AspectRatio.NotSmaller)),
        new Resize(Interpolation.Nearest, CoordinateMapping.HalfPixel, NearestRounding.Floor, [1], AspectRatio.NotLarger),
        new ShapeOf(),
        new ShapeOf(-2, -1),
        new SizeOf(),
        new Slice(),
        new Softmax(1),
        new Softmax(-2, Logarithm: true),
        new SpaceToDepth(2),
        new Squeeze([]),
        new Squeeze([-1, 2]),
        new Tile(),
        new Transpose([0, 2, 1]),
        new Unsqueeze([0, -1]),
        new Where(),
    ];

    /// <summary>A classifier: a convolution, an activation, global pooling, a reshape to a constant shape, and a fully connected layer.</summary>
    public static Network Classifier(Func<int, float>? weight = null)
    {
        weight ??= i => (float)Math.Sin(i) / 3;
        return new Network(
            [new("input", [-1, 3, 8, 8])],
            [
                Floats("conv.weight", [4, 3, 3, 3]),
                Floats("conv.bias", [4]),
                Floats("fc.weight", [5, 4]),
                Floats("fc.bias", [5]),
                new("shape", ConstantTensor.FromInt64([-1, 4])),
            ],
            [
                new("conv", new Conv2d(new(2, 2), new(1, 1, 1, 1), Size2.One, 1, Activation.Relu6), ["input", "conv.weight", "conv.bias"], "maps"),
                new("pool", new GlobalPool(PoolingKind.Average), ["maps"], "pooled"),
                new("reshape", new Reshape(), ["pooled", "shape"], "flat"),
                new("fc", new FullyConnected(), ["flat", "fc.weight", "fc.bias"], "logits"),
                new("softmax", new Softmax(), ["logits"], "probabilities"),
            ],
            ["probabilities"]);

        KeyValuePair<string, ConstantTensor> Floats(string name, Shape shape) =>
            new(name, ConstantTensor.FromFloats(shape, [.. Enumerable.Range(0, (int)shape.ElementCount).Select(weight)]));
    }

    public static byte[] Save(ModelDescription model, bool half = false)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(stream, model, half);
        return stream.ToArray();
    }

    public static ModelDescription RoundTrip(ModelDescription model, bool half = false) => ModelFile.Load(Save(model, half), "sample.cam");

    /// <summary>The sample classifier's file with one metadata entry replaced, or taken away.</summary>
    public static byte[] With(string key, string? value)
    {
        using var file = SafeTensorsFile.Parse(Save(new(Classifier())), "sample.cam");
        var metadata = file.Metadata.ToDictionary();
        metadata.Remove(key);
        if (value is not null)
        {
            metadata[key] = value;
        }

        using var stream = new MemoryStream();
        SafeTensorsWriter.Write(stream, file.Names.Select(name => KeyValuePair.Create(name, file[name])), metadata);
        return stream.ToArray();
    }

    /// <summary>The graph's JSON in a file.</summary>
    public static string Graph(byte[] file) => PublishedFormat.Read(file).Metadata["graph"];

    /// <summary>The sample classifier's file with a text in the graph's JSON replaced.</summary>
    public static byte[] WithGraph(string old, string replacement)
    {
        var graph = Graph(Save(new(Classifier())));
        Assert.Contains(old, graph, StringComparison.Ordinal);
        return With("graph", graph.Replace(old, replacement, StringComparison.Ordinal));
    }
}
