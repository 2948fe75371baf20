using System.Collections.Immutable;
using IlgpuCam.Images;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using IlgpuCam.Tests.Tensors;
using static IlgpuCam.Tests.Models.ModelFileSamples;

namespace IlgpuCam.Tests.Models;

public sealed class ModelFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilgpucam-test-");

    public static TheoryData<int> OperatorIndices => [.. Enumerable.Range(0, AllOperators.Count)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_model_comes_back_from_its_file_bit_for_bit()
    {
        var model = new ModelDescription(Classifier(i => BitConverter.UInt32BitsToSingle((uint)i * 0x9E3779B9)))
        {
            Preprocessing = Preprocessing.ImageNet with { Height = 8, Width = 12, Shorter = 20, Filter = ResampleFilter.Lanczos, Labels = "labels.txt" },
            Labels = new(["tench, Tinca tinca", "\"quoted\"", "é", "", "last"]),
            Provenance = ImmutableSortedDictionary<string, string>.Empty.Add("source", "drawn <here>").Add("licence", "MIT"),
        };
        var path = Path.Combine(_folder.FullName, "a.cam");

        ModelFile.Save(path, model);
        var read = ModelFile.Load(path);

        Assert.Equal(["a.cam"], _folder.EnumerateFileSystemInfos().Select(entry => entry.Name));
        AssertSame(model.Preprocessing with { Labels = null }, read.Preprocessing!);
        Assert.Equal(model.Labels, read.Labels!);
        Assert.Equal(model.Provenance, read.Provenance);
        Assert.Equal(model.Network.Inputs.Single().Dimensions.AsEnumerable(), read.Network.Inputs.Single().Dimensions);
        Assert.Equal(model.Network.Outputs.AsEnumerable(), read.Network.Outputs);
        Assert.Equal(model.Network.Constants.Keys.Order(), read.Network.Constants.Keys.Order());
        foreach (var (name, constant) in model.Network.Constants)
        {
            Assert.Equal(constant.Type, read.Network.Constants[name].Type);
            Assert.Equal(constant.Shape, read.Network.Constants[name].Shape);
            Assert.Equal(constant.Bytes.ToArray(), read.Network.Constants[name].Bytes.ToArray());
        }

        foreach (var (node, again) in model.Network.Nodes.Zip(read.Network.Nodes))
        {
            Assert.Equal(node.Name, again.Name);
            Assert.Equal(node.Operator, again.Operator);
            Assert.Equal(node.Inputs.AsEnumerable(), again.Inputs);
            Assert.Equal(node.Output, again.Output);
        }
    }

    [Theory]
    [MemberData(nameof(OperatorIndices))]
    public void Every_operator_comes_back_with_its_attributes(int index)
    {
        var op = AllOperators[index];

        // The height is open, so that a graph without meaning is a warning and no error.
        var network = new Network([new("x", [1, 1, -1, 4])], [], [new("the node", op, ["x", "", "x"], "y")], ["y"]);
        var read = ModelFile.Load(Save(new(network)), "sample.cam", _ => { });

        var node = read.Network.Nodes.Single();
        Assert.Equal("the node", node.Name);
        Assert.Equal(["x", "", "x"], node.Inputs.AsEnumerable());
        Assert.IsType(op.GetType(), node.Operator);
        Assert.Equivalent(op, node.Operator, strict: true);
        Assert.Equal(Save(new(network)), Save(read));
    }

    [Fact]
    public void Every_operator_there_is_can_be_stored()
    {
        var there = typeof(Operator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operator)) && !type.IsSubclassOf(typeof(BackwardOperator)) && !type.IsAbstract);

        Assert.Equal(there.OrderBy(type => type.Name), AllOperators.Select(op => op.GetType()).Distinct().OrderBy(type => type.Name));
        Assert.Equal(AllOperators.Select(op => op.Kind).Distinct().Order(StringComparer.Ordinal), ModelFileOperators.Kinds);
    }

    [Fact]
    public void A_backward_pass_cannot_be_stored()
    {
        Network network = new([new("scores", [1, 3]), new("weights", [1, 3])], [], [new("the seed", new GradientSeed(), ["scores", "weights"], "y")], ["y"]);
        var error = Assert.Throws<ModelFormatException>(() => Save(new(network)));
        Assert.Contains("'the seed' (gradient_seed)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_that_are_neither_float32_nor_float16_stand_in_the_graph()
    {
        var constants = new Dictionary<string, ConstantTensor>
        {
            ["BOOL"] = ConstantTensor.From<byte>(ElementType.Bool, [2], [0, 1]),
            ["U8"] = ConstantTensor.From<byte>(ElementType.UInt8, [2], [0, 255]),
            ["I8"] = ConstantTensor.From<sbyte>(ElementType.Int8, [2], [-128, 127]),
            ["U16"] = ConstantTensor.From<ushort>(ElementType.UInt16, [2], [0, 65535]),
            ["I16"] = ConstantTensor.From<short>(ElementType.Int16, [1, 2], [-32768, 32767]),
            ["U32"] = ConstantTensor.From<uint>(ElementType.UInt32, [2], [0, uint.MaxValue]),
            ["I32"] = ConstantTensor.From<int>(ElementType.Int32, [2], [int.MinValue, int.MaxValue]),
            ["U64"] = ConstantTensor.From<ulong>(ElementType.UInt64, [2], [0, ulong.MaxValue]),
            ["I64"] = ConstantTensor.From<long>(ElementType.Int64, Shape.Scalar, [long.MinValue]),
            ["F64"] = ConstantTensor.From<double>(ElementType.Float64, [5], [0.1, -0.0, double.Epsilon, double.PositiveInfinity, double.NaN]),
            ["BF16"] = ConstantTensor.From<ushort>(ElementType.BFloat16, [3], [0x3FC0, 0xFF80, 0x0001]),
            ["empty"] = ConstantTensor.FromInt64([]),
            ["F16"] = ConstantTensor.From<Half>(ElementType.Float16, [1], [Half.Pi]),
            ["F32"] = ConstantTensor.FromFloats([1], [float.Pi]),
        };
        var network = new Network([], constants, [], constants.Keys);

        var file = Save(new(network));
        var read = ModelFile.Load(file).Network.Constants;

        Assert.Equal(["F16", "F32"], PublishedFormat.Read(file).Tensors.Keys.Order());
        foreach (var (name, constant) in constants)
        {
            Assert.Equal(constant.Type, read[name].Type);
            Assert.Equal(constant.Shape, read[name].Shape);
            Assert.Equal(constant.Bytes.ToArray(), read[name].Bytes.ToArray());
        }
    }

    [Fact]
    public void Half_rounds_the_weights_of_layers_and_nothing_else()
    {
        var network = Classifier();

        var read = RoundTrip(new(network), half: true).Network;

        Assert.Equal(["conv.weight", "fc.weight"], read.Constants.Where(c => c.Value.Type == ElementType.Float16).Select(c => c.Key).Order());
        foreach (var (name, constant) in network.Constants)
        {
            var expected = constant.ToFloats();
            if (name.EndsWith("weight", StringComparison.Ordinal))
            {
                expected = [.. expected.Select(value => (float)(Half)value)];
                Near.Equal(constant.ToFloats(), read.Constants[name].ToFloats(), 1.0 / 2048, name);
            }

            Assert.Equal(expected, read.Constants[name].ToFloats());
        }
    }

    [Fact]
    public void A_weight_that_another_node_reads_as_well_keeps_its_type()
    {
        var network = new Network(
            [new("x", [1, 2])],
            [new("w", ConstantTensor.FromFloats([2, 2], [1, 2, 3, 4]))],
            [new("fc", new FullyConnected(), ["x", "w"], "y"), new("add", new Add(), ["y", "w"], "z")],
            ["z"]);

        Assert.Equal(ElementType.Float32, RoundTrip(new(network), half: true).Network.Constants["w"].Type);
    }

    [Fact]
    public void Weights_of_other_float_types_become_float32_or_float16()
    {
        var network = new Network(
            [new("x", [1, 2])],
            [
                new("w", ConstantTensor.From<double>(ElementType.Float64, [2, 2], [0.1, 2, 3, 4])),
                new("b", ConstantTensor.From<ushort>(ElementType.BFloat16, [2], [0x3FC0, 0x4000])),
            ],
            [new("fc", new FullyConnected(), ["x", "w", "b"], "y")],
            ["y"]);

        var single = RoundTrip(new(network)).Network.Constants;
        var half = RoundTrip(new(network), half: true).Network.Constants;

        Assert.Equal((ElementType.Float32, ElementType.Float32), (single["w"].Type, single["b"].Type));
        Assert.Equal([0.1f, 2, 3, 4], single["w"].ToFloats());
        Assert.Equal([1.5f, 2], single["b"].ToFloats());
        Assert.Equal((ElementType.Float16, ElementType.Float32), (half["w"].Type, half["b"].Type));
    }

    [Fact]
    public void A_weight_beyond_the_range_of_float16_is_an_error_that_names_it_and_no_file_appears()
    {
        var model = new ModelDescription(Classifier(i => i == 17 ? -65520 : 1));

        var error = Assert.Throws<ModelFormatException>(() => ModelFile.Save(Path.Combine(_folder.FullName, "a.cam"), model, half: true));

        Assert.Equal("The tensor 'conv.weight' holds -65520, which is beyond the range of Float16.", error.Message);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
        Assert.Equal(-65504, RoundTrip(new(Classifier(i => i == 17 ? -65519 : 1)), half: true).Network.Constants["conv.weight"].ToFloats()[17]);
    }

    [Fact]
    public void Infinite_weights_stay_infinite()
    {
        var read = RoundTrip(new(Classifier(i => i == 0 ? float.PositiveInfinity : float.NaN)), half: true).Network.Constants["conv.weight"].ToFloats();

        Assert.Equal(float.PositiveInfinity, read[0]);
        Assert.True(float.IsNaN(read[1]));
    }

    [Fact]
    public void Constants_that_nothing_reads_are_left_out()
    {
        var network = Classifier();
        var more = new Network(network.Inputs, network.Constants.Append(new("unread", ConstantTensor.FromFloats([1], [1]))), network.Nodes, network.Outputs);

        Assert.Equal(Save(new(network)), Save(new(more)));
    }

    [Fact]
    public void A_constant_with_the_name_that_safetensors_reserve_is_refused()
    {
        var network = new Network([], [new("__metadata__", ConstantTensor.FromFloats([1], [1]))], [], ["__metadata__"]);

        Assert.Contains("'__metadata__'", Assert.Throws<ModelFormatException>(() => Save(new(network))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_does_not_say_is_absent()
    {
        var read = RoundTrip(new(Classifier()));

        Assert.Null(read.Preprocessing);
        Assert.Null(read.Labels);
        Assert.Empty(read.Provenance);
    }

    [Theory]
    [InlineData("imagenet")]
    [InlineData("caffe")]
    [InlineData("inception")]
    [InlineData("none")]
    [InlineData("size=17x5,resize=letterbox,filter=box,color=bgr,mean=-0.1:1e-9:3,std=0.5")]
    public void Any_preprocessing_comes_back(string specification)
    {
        var preprocessing = Preprocessing.Parse(specification, Preprocessing.ImageNet);

        AssertSame(preprocessing, RoundTrip(new(Classifier()) { Preprocessing = preprocessing }).Preprocessing!);
    }

    [Fact]
    public void The_head_of_a_network_is_found_after_the_round_trip()
    {
        var head = HeadDetection.Find(RoundTrip(new(Classifier()), half: true).Network)!;

        Assert.Equal("logits", head.Logits);
        Assert.Equal("probabilities", head.Probabilities);
        Assert.Equal("maps", head.Cam!.Features);
        Assert.Equal("fc.weight", head.Cam.Weights);
    }

    [Fact]
    public void A_network_that_only_works_at_another_size_loads_with_a_warning()
    {
        var network = Classifier();
        var open = new Network([new("input", [1, 4, -1, -1])], network.Constants, network.Nodes, network.Outputs);
        var warnings = new List<string>();

        ModelFile.Load(Save(new(open)), "open.cam", warnings.Add);

        Assert.Contains("open.cam: at the default input size, Node 'conv'", Assert.Single(warnings), StringComparison.Ordinal);
    }

    // Records compare their arrays by identity; the JSON holds all that they say.
    private static void AssertSame(Preprocessing expected, Preprocessing actual) => Assert.Equal(expected.ToJson(), actual.ToJson());
}
