using IlgpuCam.Explain;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Models;

/// <summary>The three forms of a head, and what may stand between its parts.</summary>
public sealed class HeadDetectionTests
{
    private static readonly Dictionary<string, ConstantTensor> Constants = new()
    {
        ["w0"] = Zeros([6, 3, 3, 3]),
        ["fc"] = Zeros([10, 6]),
        ["fc7"] = Zeros([6, 6 * 8 * 8]),
        ["bias"] = Zeros([10]),
        ["scale"] = Zeros([6]),
        ["w1x1"] = Zeros([10, 6, 1, 1]),
        ["flat"] = ConstantTensor.FromInt64([0, -1]),
    };

    [Fact]
    public void Pooling_then_fully_connected()
    {
        var head = Find("prob", Pool(), Node(new Flatten(), "p", "f"), Node(new Identity(), "f", "d"), Classify("d", "logits"), Node(new Softmax(), "logits", "prob"))!;
        Assert.Equal("logits", head.Logits);
        Assert.Equal("prob", head.Probabilities);
        Assert.Equal(ProbabilityKind.Softmax, head.ProbabilityKind);
        Assert.Equal(10, head.Classes);
        Assert.Equal(new CamHead(HeadForm.PoolingThenFullyConnected, "features", PoolingKind.Average, "fc", "bias", 6), head.Cam);
    }

    [Theory]
    [InlineData("reshape")]
    [InlineData("squeeze")]
    [InlineData("nothing")]
    public void The_pooled_vector_may_be_reshaped_in_several_ways(string how)
    {
        Node[] nodes = how switch
        {
            "reshape" => [Pool(), new("r", new Reshape(), ["p", "flat"], "v")],
            "squeeze" => [Pool(), Node(new Squeeze([2, 3]), "p", "v")],
            _ => [Node(new GlobalPool(PoolingKind.Average, KeepDimensions: false), "features", "v")],
        };
        Assert.Equal("features", Find("logits", [.. nodes, Classify("v", "logits")])!.Cam!.Features);
    }

    [Fact]
    public void A_window_that_covers_the_map_is_global_pooling_and_a_smaller_one_is_not()
    {
        var whole = Node(new AveragePool2d(new(new(8, 8), Size2.One, Size2.One, default)), "features", "p");
        Assert.NotNull(Find("logits", whole, Node(new Flatten(), "p", "v"), Classify("v", "logits"))!.Cam);
        var part = Node(new AveragePool2d(new(new(8, 4), new(8, 4), Size2.One, default)), "features", "p");
        var wide = new Node("fc", new FullyConnected(), ["v", "fc12"], "logits");
        Assert.Null(Find("logits", part, Node(new Flatten(), "p", "v"), wide)!.Cam);
    }

    [Theory]
    [InlineData(PoolingKind.Average)]
    [InlineData(PoolingKind.Max)]
    public void A_1x1_convolution_then_pooling_with_or_without_an_activation(PoolingKind pooling)
    {
        var conv = new Node("conv", new Conv2d(Size2.One, new(1, 1, 1, 1), Size2.One), ["features", "w1x1", "bias"], "scores");
        var plain = Find("sig", conv, Node(new GlobalPool(pooling), "scores", "p"), Node(new Flatten(), "p", "logits"), Node(new Activate(Activation.Sigmoid), "logits", "sig"))!;
        Assert.Equal(new CamHead(HeadForm.ConvolutionThenPooling, "features", pooling, "w1x1", "bias", 6), plain.Cam);
        Assert.Equal(ProbabilityKind.Sigmoid, plain.ProbabilityKind);
        var relu = Find("logits", conv, Node(new Activate(Activation.Relu), "scores", "r"), Node(new GlobalPool(pooling, false), "r", "logits"))!;
        Assert.Equal(plain.Cam, relu.Cam);
        Assert.Equal(ProbabilityKind.Unrecorded, relu.ProbabilityKind);
    }

    [Fact]
    public void Pooling_then_a_1x1_convolution()
    {
        var conv = new Node("conv", new Conv2d(Size2.One, default, Size2.One), ["p", "w1x1", "bias"], "s");
        var head = Find("logits", Pool(), conv, Node(new Flatten(), "s", "f"), Node(new Identity(), "f", "logits"))!;
        Assert.Equal(new CamHead(HeadForm.PoolingThenConvolution, "features", PoolingKind.Average, "w1x1", "bias", 6), head.Cam);
        Assert.Equal(10, head.Classes);
    }

    [Fact]
    public void Hidden_layers_behind_the_maps_allow_no_map_and_say_so()
    {
        var head = Find("logits", Node(new Flatten(), "features", "v"), new("fc7", new FullyConnected(Activation.Relu), ["v", "fc7"], "h"), Classify("h", "logits"))!;
        Assert.Null(head.Cam);
        Assert.Contains("hidden layers", head.WhyNoCam, StringComparison.Ordinal);
        Assert.Equal(10, head.Classes);
        Assert.Equal("features", head.LastMaps);
    }

    /// <summary>Liu et al. 2022: what was pooled is normalised, which exporters write with the channels last.</summary>
    [Fact]
    public void Values_with_their_channels_last_are_no_maps()
    {
        Node[] nodes =
        [
            Node(new Transpose([0, 2, 3, 1]), "features", "t"), Normalise("t", "n"), Node(new Transpose([0, 3, 1, 2]), "n", "m"),
            Node(new GlobalPool(PoolingKind.Average), "m", "p"), Node(new Transpose([0, 2, 3, 1]), "p", "u"), Normalise("u", "o"),
            Node(new Transpose([0, 3, 1, 2]), "o", "q"), Node(new Flatten(), "q", "v"), Classify("v", "logits"),
        ];
        var (network, head) = (Network("logits", nodes), Find("logits", nodes)!);
        Assert.Null(head.Cam);
        Assert.Equal("m", head.LastMaps);
        Assert.Equal(["c", "features", "m"], TargetLayers.Of(network, head).All.Select(l => l.Value));
    }

    [Fact]
    public void A_graph_without_a_classifier_has_no_head()
    {
        Assert.Null(Find("features"));
        Assert.Null(Find("p", Pool()));
        Assert.Null(Find("y", Node(new Softmax(), "features", "y")));
    }

    private static Node Pool() => Node(new GlobalPool(PoolingKind.Average), "features", "p");

    private static Node Normalise(string input, string output) => new(output, new LayerNormalization(), [input, "scale"], output);

    private static Node Classify(string input, string output) => new("fc", new FullyConnected(), [input, "fc", "bias"], output);

    private static Node Node(Operator op, string input, string output) => new(output, op, [input], output);

    private static ConstantTensor Zeros(Shape shape) => ConstantTensor.FromFloats(shape, new float[shape.ElementCount]);

    private static ClassifierHead? Find(string output, params Node[] nodes) => HeadDetection.Find(Network(output, nodes));

    private static Network Network(string output, Node[] nodes)
    {
        var first = new Node("first", new Conv2d(Size2.One, new(1, 1, 1, 1), Size2.One, 1), ["x", "w0"], "c");
        var constants = new Dictionary<string, ConstantTensor>(Constants) { ["fc12"] = Zeros([10, 12]) };
        return new([new("x", [-1, 3, 8, 8])], constants, [first, Node(new Activate(Activation.Relu), "c", "features"), .. nodes], [output]);
    }
}
