using IlgpuCam.Import.Onnx.Export;
using IlgpuCam.Import.Tests.Onnx;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Export;

/// <summary>Every operator that networks have, with parameters away from the defaults, written as ONNX and read again.</summary>
public class EveryOperatorTests
{
    private static readonly Shape InputShape = [2, 4, 5, 7];
    private static readonly Activation Function = new(ActivationKind.LeakyRelu, 0.3f);

    [Fact]
    public void Every_operator_can_be_written()
    {
        var all = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsSubclassOf(typeof(BackwardOperator)) && !t.IsAbstract).ToHashSet();
        Assert.Equal(all.Select(t => t.Name).Order(), ExportTable.Known.Select(t => t.Name).Order());
        Assert.Empty(all.Except(Network().Nodes.Select(n => n.Operator.GetType())).Select(t => t.Name));
    }

    [Fact]
    public void Every_operator_comes_back_as_it_was()
    {
        var network = Network();
        using var stream = new MemoryStream();
        OnnxExporter.Save(stream, new(network));
        var exported = OnnxImporter.Load(stream.ToArray()).Network;
        Assert.Equal(network.Outputs.AsEnumerable(), exported.Outputs.AsEnumerable());
        var input = new Tensor(InputShape, NetWeights.Input((int)InputShape.ElementCount));
        var (expected, actual) = (OnnxRun.Run(network, input), OnnxRun.Run(exported, input));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Shape, actual[i].Shape);
            Near.Equal(expected[i].Data, actual[i].Data, 1e-6, network.Outputs[i]);
        }
    }

    private static Network Network()
    {
        var graph = new Graph();
        Layers(graph);
        Functions(graph);
        Movements(graph);
        Shapes(graph);
        return graph.Finish();
    }

    private static void Layers(Graph g)
    {
        var window = new Window2d(new(3, 2), new(2, 1), Size2.One, new(1, 0, 1, 1), Ceil: true);
        g.Add(new Conv2d(new(2, 1), new(1, 0, 2, 1), new(1, 2), 2, Function), "x", g.Random([6, 2, 3, 2]), g.Random([6]));
        g.Add(new Conv2d(new(2, 3), default, Size2.One, AutoPad: AutoPad.SameLower), "x", g.Random([3, 4, 3, 3]), g.Random([1, 3, 1, 1]));
        g.Add(new FullyConnected(Function), g.Row(), g.Random([3, 8]), g.Random([3]));
        g.Add(new MatrixProduct(), "x", g.Random([7, 3]));
        g.Add(new MaxPool2d(window with { Dilations = new(1, 2) }), "x");
        g.Add(new MaxPoolIndices2d(window), "x");
        g.Add(new MaxPoolIndices2d(window, ColumnMajor: true), "x");
        g.Add(new AveragePool2d(window), "x");
        g.Add(new AveragePool2d(window with { Ceil = false }, CountIncludePad: true), "x");
        g.Add(new BatchNormalization(0.01f), "x", g.Random([4]), g.Random([4]), g.Random([4]), g.Constant([4], 0.5f, 1, 2, 3));
        g.Add(new LocalResponseNormalization(3, 0.5f, 0.6f, 2), "x");
        g.Add(new LayerNormalization(2, 0.01f), "x", g.Random([5, 7]), g.Random([5, 7]));
        g.Add(new GroupNormalization(2, 0.01f), "x", g.Random([4]), g.Random([4]));
        g.Add(new GroupNormalization(4, 0.01f), "x", g.Random([4]), g.Random([4]));
        foreach (var pooling in Enum.GetValues<PoolingKind>())
        {
            g.Add(new GlobalPool(pooling), "x");
            g.Add(new GlobalPool(pooling, KeepDimensions: false), "x");
        }
    }

    private static void Functions(Graph g)
    {
        foreach (var kind in Enum.GetValues<ActivationKind>())
        {
            // Logarithms and roots of what is negative are no numbers on either side.
            g.Add(new Activate(kind == ActivationKind.Clip ? Activation.Clip(-0.5f, 0.7f) : new(kind, 0.4f, 0.6f)), "x");
        }

        g.Add(new Activate(Activation.Clip(-0.5f, float.PositiveInfinity)), "x");
        g.Add(new Activate(Activation.Clip(float.NegativeInfinity, 0.5f)), "x");
        g.Add(new Add(Function), "x", g.Random([4, 1, 7]));
        g.Add(new Multiply(Function), g.Random([5, 1]), "x");
        foreach (var operation in Enum.GetValues<ArithmeticOperation>())
        {
            g.Add(new Arithmetic(operation), "x", operation == ArithmeticOperation.Power ? g.Constant([], 2) : g.Random([4, 1, 1]));
        }

        foreach (var reduction in Enum.GetValues<ReductionKind>())
        {
            g.Add(new Reduce(reduction, [1, -1]), "x");
            g.Add(new Reduce(reduction, [2], KeepDimensions: false), "x");
            g.Add(new Reduce(reduction, []), "x");
        }

        g.Add(new Softmax(1), "x");
        g.Add(new Softmax(2, Logarithm: true), "x");
    }

    private static void Movements(Graph g)
    {
        g.Add(new Concat(2), "x", g.Random([2, 4, 1, 7]), "x");
        g.Add(new Pad([0, 0, 1, 2, 0, 0, -1, 3], 0.5f), "x");
        g.Add(new Pad([0, 1, 1, 2, 0, 0, 2, 3], Mode: PadMode.Reflect), "x");
        g.Add(new Pad([], Mode: PadMode.Edge), "x", g.Integers(0, 0, 2, 1, 0, 0, 1, 0));
        g.Add(new Pad([0, 0, 1, 2, 0, 0, 2, 1], Mode: PadMode.Wrap), "x");
        g.Add(new DepthToSpace(2), "x");
        g.Add(new DepthToSpace(2, ChannelFirst: true), "x");
        g.Add(new SpaceToDepth(2), g.Hidden(new Slice(), "x", g.Integers(-5, 1), g.Integers(4, 100), g.Integers(2, 3)));
        g.Add(new Slice(), "x", g.Integers(4, 1), g.Integers(-100, 6), g.Integers(-2, 3), g.Integers(-2, 3));
        g.Add(new Gather(-1), "x", g.Integers(6, -7, 3));
        g.Add(new Transpose([3, 0, 2, 1]), "x");
        g.Add(new Transpose([]), "x");
        g.Add(new Tile(), "x", g.Integers(1, 2, 1, 3));
        g.Add(new Expand(), g.Hidden(new GlobalPool(PoolingKind.Max), "x"), g.Integers(3, 1));
        var (scales, lengths) = (g.Constant([2], 1.5f, 0.75f), g.Integers(2, 4, 9, 6));
        foreach (var mapping in Enum.GetValues<CoordinateMapping>().Where(m => m != CoordinateMapping.TensorFlowHalfPixel))
        {
            foreach (var rounding in Enum.GetValues<NearestRounding>())
            {
                g.Add(new Resize(Interpolation.Nearest, mapping, rounding, []), "x", string.Empty, lengths);
            }

            g.Add(new Resize(Interpolation.Linear, mapping, NearestRounding.Floor, [2, 3]), "x", scales);
        }

        foreach (var ratio in Enum.GetValues<AspectRatio>())
        {
            g.Add(new Resize(Interpolation.Linear, CoordinateMapping.HalfPixel, NearestRounding.Floor, [3, 2], ratio), "x", string.Empty, g.Integers(9, 8));
        }
    }

    private static void Shapes(Graph g)
    {
        g.Add(new Identity(), "x");
        g.Add(new Flatten(-2), "x");
        g.Add(new Flatten(0), "x");
        g.Add(new Reshape(), "x", g.Integers(0, -1, 14));
        g.Add(new Reshape(AllowZero: true), "x", g.Integers(8, 35));
        var pooled = g.Hidden(new GlobalPool(PoolingKind.Average), "x");
        g.Add(new Squeeze([-1]), pooled);
        g.Add(new Squeeze([]), pooled);
        g.Add(new Unsqueeze([0, -1]), "x");

        // Shapes are known before anything runs, so what is made of them is.
        var length = g.Hidden(new Squeeze([]), g.Hidden(new ShapeOf(-1), "x"));
        var numbers = g.Hidden(new Models.Operators.Range(), g.Integer(0), length, g.Integer(1));
        g.Add(new Multiply(), "x", g.Hidden(new Cast(ElementType.Float32), numbers));
        g.Add(new Arithmetic(ArithmeticOperation.Divide), "x", g.Hidden(new Cast(ElementType.Float32), g.Hidden(new SizeOf(), "x")));
        g.Add(new Reshape(), "x", g.Hidden(new Concat(0), g.Hidden(new ShapeOf(1, 3), "x"), g.Integers(-1)));
        var (less, atMost) = (g.Hidden(new Compare(Comparison.Less), numbers, g.Integer(4)), g.Hidden(new Compare(Comparison.LessOrEqual), g.Integer(2), numbers));
        foreach (var comparison in (Comparison[])[Comparison.And, Comparison.Or, Comparison.Xor])
        {
            g.Add(new Where(), g.Hidden(new Compare(comparison), less, atMost), "x", g.Random([5, 1]));
        }

        g.Add(new Where(), g.Hidden(new Equal(), numbers, g.Integer(3)), g.Random([1]), "x");
    }

    /// <summary>Nodes that all read one input.</summary>
    private sealed class Graph
    {
        private readonly List<Node> _nodes = [];
        private readonly List<string> _outputs = [];
        private readonly Dictionary<string, ConstantTensor> _constants = [];

        internal void Add(Operator op, params string[] inputs) => _outputs.Add(Hidden(op, inputs));

        /// <summary>A node whose result is no output.</summary>
        internal string Hidden(Operator op, params string[] inputs)
        {
            var name = $"{_nodes.Count}_{op.Kind}{(op is Activate a ? $"_{a.Activation.Kind}" : string.Empty)}";
            _nodes.Add(new(name, op, [.. inputs], name));
            return name;
        }

        /// <summary>The input as rows of eight channels.</summary>
        internal string Row() => Hidden(new Reshape(), "x", Integers(-1, 8));

        internal string Random(Shape shape)
        {
            var values = new float[shape.ElementCount];
            NetWeights.Fill(_constants.Count, 1.5, 0, values);
            return Constant(shape, values);
        }

        internal string Constant(Shape shape, params ReadOnlySpan<float> values) => Constant(ConstantTensor.FromFloats(shape, values));

        internal string Integers(params ReadOnlySpan<long> values) => Constant(ConstantTensor.FromInt64(values));

        internal string Integer(long value) => Constant(ConstantTensor.FromInt64([value]).Reshape([]));

        internal Network Finish() => new([new("x", [.. InputShape])], _constants, _nodes, _outputs);

        private string Constant(ConstantTensor value)
        {
            var name = $"c{_constants.Count}";
            _constants[name] = value;
            return name;
        }
    }
}
