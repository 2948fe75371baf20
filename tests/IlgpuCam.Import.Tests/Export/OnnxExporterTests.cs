using IlgpuCam.Cpu;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Export;

/// <summary>Networks written as ONNX compute what they did before, and their maps are those of the library.</summary>
public class OnnxExporterTests
{
    private static readonly int[] Classes = [7, 0, 999, 281];

    [Theory]
    [InlineData("squeezenet1_1", 1)]
    [InlineData("resnet18", 2)]
    [InlineData("mobilenet_v2", 1)]
    [InlineData("nin", 1)]
    public void A_network_that_went_through_both_formats_gives_the_same_logits(string name, int images)
    {
        using var folder = new TemporaryFolder();
        var model = OnnxImporter.Load(NetWeights.Write(TestFiles.Fixture("nets"), name, folder.Path));
        ModelFile.Save(folder["a.cam"], model);
        OnnxExporter.Save(folder["b.onnx"], ModelFile.Load(folder["a.cam"]), new() { Features = true, CamClasses = [.. Classes] });
        var exported = OnnxImporter.Load(folder["b.onnx"]);
        ModelFile.Save(folder["c.cam"], exported);

        Assert.Equal(["logits", "features", "cams"], exported.Network.Outputs.AsEnumerable());
        Assert.Equal(-1, exported.Network.Inputs[0].Dimensions[0]);
        var shape = model.Network.Inputs[0].DefaultShape;
        Assert.Equal(shape, exported.Network.Inputs[0].DefaultShape);
        var input = new Tensor(shape.With(0, images), NetWeights.Input(images * (int)shape.ElementCount));
        using var before = new CamModel(model);
        var expected = before.Forward(input);
        using (var again = CamModel.Load(folder["c.cam"]))
        {
            Near.Equal(expected.Logits.Data, again.Forward(input).Logits.Data, 1e-6, name);
        }

        var outputs = Run(exported.Network, input);
        Near.Equal(expected.Features!.Data, outputs[1].Data, 1e-6, "features");
        AssertMaps(before, expected.Features, outputs[2]);
    }

    [Theory]
    [InlineData(HeadForm.PoolingThenFullyConnected, PoolingKind.Average, ProbabilityKind.Softmax)]
    [InlineData(HeadForm.PoolingThenConvolution, PoolingKind.Max, ProbabilityKind.Sigmoid)]
    [InlineData(HeadForm.ConvolutionThenPooling, PoolingKind.Average, ProbabilityKind.Unrecorded)]
    public void Every_form_of_head_comes_back_with_its_probabilities(HeadForm form, PoolingKind pooling, ProbabilityKind kind)
    {
        var model = new ModelDescription(SmallNetworks.Classifier(form, pooling, kind));
        var exported = RoundTrip(model, new() { Features = true, CamClasses = [2, 0] });

        var (head, again) = (HeadDetection.Find(model.Network)!, HeadDetection.Find(exported.Network)!);
        Assert.Equal((form, pooling, kind), (again.Cam!.Form, again.Cam.Pooling, again.ProbabilityKind));
        Assert.Equal(head.Classes, again.Classes);
        string[] names = kind == ProbabilityKind.Unrecorded ? ["logits", "features", "cams"] : ["logits", "probabilities", "features", "cams"];
        Assert.Equal(names, exported.Network.Outputs.AsEnumerable());

        var input = new Tensor([2, 3, 9, 7], NetWeights.Input(2 * 3 * 9 * 7));
        using var before = new CamModel(model);
        using var after = new CamModel(exported);
        var expected = before.Forward(input);
        var outputs = Run(exported.Network, input);
        Near.Equal(expected.Logits.Data, outputs[0].Data, 1e-6, "logits");
        Assert.Equal([2, 3], outputs[0].Shape);
        Near.Equal(expected.Logits.Data, after.Forward(input).Logits.Data, 1e-6, "logits of the model");
        if (kind != ProbabilityKind.Unrecorded)
        {
            Near.Equal(expected.Probabilities!.Data, outputs[1].Data, 1e-6, "probabilities");
        }

        Assert.Equal([2, 2, expected.Features!.Shape[2], expected.Features.Shape[3]], outputs[^1].Shape);
        for (var image = 0; image < 2; image++)
        {
            Near.Equal(before.Map(expected.Features, image, 2).Values, Plane(outputs[^1], image, 0), 1e-6, "the map of class 2");
            Near.Equal(before.Map(expected.Features, image, 0).Values, Plane(outputs[^1], image, 1), 1e-6, "the map of class 0");
        }
    }

    [Fact]
    public void Half_weights_are_stored_in_half_the_bytes_and_computed_in_float32()
    {
        using var folder = new TemporaryFolder();
        var model = OnnxImporter.Load(NetWeights.Write(TestFiles.Fixture("nets"), "squeezenet1_1", folder.Path));
        OnnxExporter.Save(folder["full.onnx"], model);
        OnnxExporter.Save(folder["half.onnx"], model, new() { Half = true });
        ModelFile.Save(folder["half.cam"], model, half: true);

        Assert.InRange(new FileInfo(folder["half.onnx"]).Length, 1, (new FileInfo(folder["full.onnx"]).Length * 0.55) - 1);
        var input = new Tensor([1, 3, 224, 224], NetWeights.Input(3 * 224 * 224));
        using var expected = CamModel.Load(folder["half.cam"]);
        using var actual = new CamModel(OnnxImporter.Load(folder["half.onnx"]));
        Near.Equal(expected.Forward(input).Logits.Data, actual.Forward(input).Logits.Data, 1e-6, "logits");
    }

    [Fact]
    public void A_graph_without_a_head_keeps_its_outputs_and_sizes()
    {
        var network = new Network(
            [new("logits", [2, -1])], [KeyValuePair.Create("w", ConstantTensor.FromFloats([2], [3, -1]))],
            [new("a", new Multiply(), ["logits", "w"], "features"), new("b", new Concat(1), ["features", "logits"], "cams")], ["cams", "features"]);
        var exported = RoundTrip(new(network), new()).Network;

        Assert.Equal(["cams", "features"], exported.Outputs.AsEnumerable());
        Assert.Equal(("logits", 2, -1), (exported.Inputs[0].Name, exported.Inputs[0].Dimensions[0], exported.Inputs[0].Dimensions[1]));
        var outputs = Run(exported, new([2, 2], [1, 2, 3, 4]));
        Assert.Equal([3, -2, 1, 2, 9, -4, 3, 4], outputs[0].Data);
    }

    [Fact]
    public void Inner_values_that_bear_an_outputs_name_are_renamed()
    {
        var network = SmallNetworks.Classifier(HeadForm.PoolingThenConvolution, PoolingKind.Average, ProbabilityKind.Softmax);
        var nodes = network.Nodes.Select(n => n with
        {
            Output = Swap(n.Output),
            Inputs = [.. n.Inputs.Select(Swap)],
        });
        var swapped = new Network(network.Inputs, network.Constants, nodes, network.Outputs.Select(Swap));
        var exported = RoundTrip(new(swapped), new() { Features = true, CamClasses = [1] }).Network;

        Assert.Equal(["logits", "probabilities", "features", "cams"], exported.Outputs.AsEnumerable());
        var input = new Tensor([1, 3, 9, 7], NetWeights.Input(3 * 9 * 7));
        using var before = new CamModel(new(network));
        Near.Equal(before.Forward(input).Logits.Data, Run(exported, input)[0].Data, 1e-6, "logits");

        static string Swap(string name) => name switch
        {
            "map" => "logits",
            "scores" => "cams",
            "probability" => "features",
            _ => name,
        };
    }

    [Theory]
    [InlineData(65, 97, 129)]
    [InlineData(224, -1, -1)]
    [InlineData(-1, -1, -1)]
    public void The_stated_input_size_is_declared_where_the_graph_fixes_one(int declared, int height, int width)
    {
        var network = SmallNetworks.Classifier(HeadForm.PoolingThenFullyConnected, PoolingKind.Average, ProbabilityKind.Softmax);
        network = new([new("input", [-1, 3, declared, declared])], network.Constants, network.Nodes, network.Outputs);
        var exported = RoundTrip(new(network) { Preprocessing = Images.Preprocessing.Caffe.WithSize(97, 129) }, new()).Network;
        Assert.Equal([-1, 3, height, width], exported.Inputs[0].Dimensions.AsEnumerable());
    }

    [Fact]
    public void Provenance_comes_back_and_the_producer_is_named()
    {
        var model = new ModelDescription(SmallNetworks.Classifier(HeadForm.PoolingThenFullyConnected, PoolingKind.Average, ProbabilityKind.Softmax))
        {
            Provenance = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("licence", "Apache-2.0").Add("onnx.author", "someone"),
        };
        var provenance = RoundTrip(model, new() { CamClasses = [2, 1] }).Provenance;
        Assert.Equal("Apache-2.0", provenance["onnx.licence"]);
        Assert.Equal("someone", provenance["onnx.author"]);
        Assert.Equal("2,1", provenance["onnx.cam_classes"]);
        Assert.Equal("ONNX 8, operator set 17", provenance["format"]);
        Assert.StartsWith("IlgpuCam", provenance["producer"], StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_and_maps_that_are_not_there_are_errors()
    {
        var model = new ModelDescription(SmallNetworks.Classifier(HeadForm.PoolingThenFullyConnected, PoolingKind.Average, ProbabilityKind.Softmax));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundTrip(model, new() { CamClasses = [3] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundTrip(model, new() { CamClasses = [-1] }));
        var plain = new Network([new("x", [1])], [], [new("r", new Activate(Activation.Relu), ["x"], "y")], ["y"]);
        Assert.Contains("no image classifier", Assert.Throws<NetworkException>(() => RoundTrip(new(plain), new() { Features = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operators_that_move_elements_come_back()
    {
        Operator[] operators =
        [
            new Pad([0, 0, 1, 2, 0, 0, 0, -1], 0.5f), new Pad([0, 0, 1, 2, 0, 0, 2, 1], 0, PadMode.Reflect), new Pad([0, 0, 1, 2, 0, 0, 2, 1], 0, PadMode.Wrap),
            new DepthToSpace(2), new DepthToSpace(2, true), new SpaceToDepth(2), new Transpose([0, 2, 3, 1]),
        ];
        var resizes = Enum.GetValues<CoordinateMapping>().Where(m => m != CoordinateMapping.TensorFlowHalfPixel).Select(
            mapping => new Resize(Interpolation.Linear, mapping, NearestRounding.Ceil, mapping == CoordinateMapping.Asymmetric ? [2, 3] : []));
        var constants = new Dictionary<string, ConstantTensor>
        {
            ["scales"] = ConstantTensor.FromFloats([4], [1, 1, 1.5f, 2]), ["lengths"] = ConstantTensor.FromInt64([5, 3]), ["repeats"] = ConstantTensor.FromInt64([1, 2, 1, 1]),
            ["matrix"] = ConstantTensor.FromFloats([6, 2], [.. Enumerable.Range(0, 12).Select(i => i / 3f)]),
        };
        Node[] nodes =
        [
            .. operators.Select((op, i) => new Node($"o{i}", op, ["x"], $"o{i}")),
            .. resizes.Select((op, i) => new Node($"r{i}", op, op.Axes.IsEmpty ? ["x", "scales"] : ["x", "", "lengths"], $"r{i}")),
            new("tile", new Tile(), ["x", "repeats"], "tile"), new("product", new MatrixProduct(), ["x", "matrix"], "product"),
        ];
        var network = new Network([new("x", [1, 4, 4, 6])], constants, nodes, nodes.Select(n => n.Output));
        var exported = RoundTrip(new(network), new()).Network;
        var input = Onnx.OnnxRun.Count(1, 4, 4, 6);
        var (expected, actual) = (Onnx.OnnxRun.Run(network, input), Onnx.OnnxRun.Run(exported, input));
        for (var i = 0; i < nodes.Length; i++)
        {
            Assert.Equal(expected[i].Shape, actual[i].Shape);
            Assert.Equal(expected[i].Data, actual[i].Data);
        }
    }

    [Fact]
    public void All_operators_that_cannot_be_written_are_named_together()
    {
        var network = new Network([new("x", [1])], [], [new("a", new Unknown("b_kind"), ["x"], "y"), new("b", new Unknown("a_kind"), ["y"], "z")], ["z"]);
        var message = Assert.Throws<ModelFormatException>(() => RoundTrip(new(network), new())).Message;
        Assert.Contains("a_kind, b_kind", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dilated_average_pooling_is_written_with_the_first_operator_set_that_has_it()
    {
        var window = new Window2d(new(2, 3), Size2.One, new(2, 1), new(1, 0, 1, 0));
        var network = new Network([new("x", [1, 1, 5, 4])], [], [new("a", new AveragePool2d(window), ["x"], "y")], ["y"]);
        var exported = RoundTrip(new(network), new());
        Assert.Equal("ONNX 8, operator set 19", exported.Provenance["format"]);
        var input = new Tensor([1, 1, 5, 4], NetWeights.Input(20));
        Assert.Equal(Run(network, input)[0].Data, Run(exported.Network, input)[0].Data);
    }

    [Fact]
    public void Float16_constants_are_written_as_float32_and_the_sizes_left_open_stay_open()
    {
        using var stream = new MemoryStream();
        ModelFile.Save(stream, new(SmallNetworks.Classifier(HeadForm.PoolingThenConvolution, PoolingKind.Average, ProbabilityKind.Softmax)), half: true);
        var model = ModelFile.Load(stream.ToArray());
        var exported = RoundTrip(model, new()).Network;

        Assert.Equal(ElementType.Float16, model.Network.Constants["filter"].Type);
        Assert.Equal(ElementType.Float32, exported.Constants["filter"].Type);
        Assert.Equal(model.Network.Constants["filter"].ToFloats(), exported.Constants["filter"].ToFloats());
        Assert.Equal([-1, 3, -1, -1], exported.Inputs[0].Dimensions.AsEnumerable());
    }

    [Fact]
    public void A_deferred_field_is_written_in_its_place_at_every_depth()
    {
        var inner = new WireWriter().Int64(1, 300).Bytes(2, 3, stream => stream.Write([7, 8, 9])).Text(3, "x");
        var outer = new WireWriter().Text(1, "y").Message(2, inner).Int64(3, 1);
        Assert.Equal(outer.Length, outer.ToArray().Length);
        var plain = new WireWriter().Text(1, "y").Message(2, new WireWriter().Int64(1, 300).Bytes(2, [7, 8, 9]).Text(3, "x")).Int64(3, 1);
        Assert.Equal(plain.ToArray(), outer.ToArray());
    }

    private static ModelDescription RoundTrip(ModelDescription model, OnnxExportOptions options)
    {
        using var stream = new MemoryStream();
        OnnxExporter.Save(stream, model, options);
        return OnnxImporter.Load(stream.ToArray());
    }

    private static Tensor[] Run(Network network, Tensor input)
    {
        using var backend = new CpuBackend();
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { [network.Inputs[0].Name] = input.Shape }, network.Outputs);
        var outputs = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([input], outputs);
        return outputs;
    }

    private static void AssertMaps(CamModel model, Tensor features, Tensor cams)
    {
        Assert.Equal(features.Shape.With(1, Classes.Length), cams.Shape);
        for (var i = 0; i < Classes.Length; i++)
        {
            Near.Equal(model.Map(features, 0, Classes[i]).Values, Plane(cams, 0, i), 1e-5, $"the map of class {Classes[i]}");
        }
    }

    private static float[] Plane(Tensor maps, int image, int index)
    {
        var size = maps.Shape[2] * maps.Shape[3];
        return maps.Span.Slice(((image * maps.Shape[1]) + index) * size, size).ToArray();
    }

    private sealed record Unknown(string Name) : Operator
    {
        public override string Kind => Name;

        public override ValueInfo Infer(InferenceContext context) => context.Info(0);
    }
}
