using IlgpuCam.Cpu;
using IlgpuCam.Images;
using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Torch;

/// <summary>State dicts from files: what they become, and what is wrong with those that do not fit.</summary>
public class TorchImporterTests
{
    [SharedTheory("oracles")]
    [InlineData("n02123045_tabby")]
    [InlineData("n01877812_wallaby")]
    [InlineData("n02504013_Indian_elephant")]
    public void The_pretrained_state_dict_gives_the_reference_logits_and_features(string photo)
    {
        var warnings = new List<string>();
        var model = TorchImporter.Load(TestFiles.Shared("models/efficientnet_lite0.safetensors"), warning: warnings.Add);
        Assert.Empty(warnings);
        Assert.Equal("efficientnet_lite0 (efficientnet_lite_pytorch)", model.Provenance["architecture"]);
        CheckPreprocessing(Preprocessing.FromJson(File.ReadAllBytes(TestFiles.Shared("models/efficientnet_lite0.json")), "json"), model.Preprocessing!);
        Assert.DoesNotContain(model.Network.Nodes, n => n.Operator is BatchNormalization);
        var head = HeadDetection.Find(model.Network);
        Assert.Equal((HeadForm.PoolingThenFullyConnected, 1280, 1000), (head!.Cam!.Form, head.Cam.Channels, head.Classes));

        using var oracle = SafeTensorsFile.Open(TestFiles.Shared($"oracles/efficientnet_lite0.{photo}.safetensors"));
        var input = oracle["input"].ToTensor();
        var results = Run(model.Network, input, head.Cam.Features, head.Logits);
        Near.Equal(oracle["features"].ToFloats(), results[0].Data, 1e-4, "features");
        Near.Equal(oracle["logits"].ToFloats(), results[1].Data, 1e-4, "logits");
    }

    [Theory]
    [InlineData("mobilenet_v2", "module.")]
    [InlineData("squeezenet1_1", "state_dict.model.")]
    public void A_state_dict_is_recognised_behind_its_prefixes_and_gives_the_reference_logits(string name, string prefix)
    {
        using var folder = new TemporaryFolder();
        var exported = OnnxImporter.Load(NetWeights.Write(TestFiles.Fixture("nets"), name, folder.Path)).Network;
        var weights = new OrderedWeights(exported, 1e-5f);
        ArchitectureTable.Find(name)[0].Build(weights);
        var tensors = weights.Given.ToDictionary(w => prefix + w.Key, w => w.Value);
        tensors[prefix + "counter.num_batches_tracked"] = ConstantTensor.FromInt64([7]).Reshape([]);
        SafeTensorsWriter.Write(folder["state.safetensors"], tensors, new Dictionary<string, string> { ["format"] = "pt" });

        foreach (var named in new[] { null, name.ToUpperInvariant(), name.Replace('_', '-') + ".tag_in1k" })
        {
            var model = TorchImporter.Load(folder["state.safetensors"], named);
            Assert.Equal("pt", model.Provenance["safetensors.format"]);
            Assert.Equal(Preprocessing.ImageNet, model.Preprocessing);
            using var reference = SafeTensorsFile.Open(TestFiles.Fixture($"nets/{name}.safetensors"));
            var input = new Tensor([1, 3, 224, 224], NetWeights.Input(3 * 224 * 224));
            Near.Equal(reference["logits"].ToFloats(), Run(model.Network, input, "logits")[0].Data, 1e-4, name);
        }
    }

    [Fact]
    public void A_file_with_aux_heads_is_read_without_them_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var tensors = ArchitectureGuessTests.Parameters("googlenet", classes: 3);
        tensors["aux1.fc1.weight"] = ConstantTensor.FromFloats([2, 2], new float[4]);
        tensors["aux2.conv.conv.weight"] = ConstantTensor.FromFloats([1], new float[1]);
        SafeTensorsWriter.Write(folder["a.safetensors"], Real(tensors));
        var warnings = new List<string>();
        var model = TorchImporter.Load(folder["a.safetensors"], warning: warnings.Add);
        Assert.Contains("2 tensors that serve training only are left out ('aux1.fc1.weight', 'aux2.conv.conv.weight')", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(3, HeadDetection.Find(model.Network)!.Classes);
        Assert.Equal(Preprocessing.Inception with { Resize = ResizeMode.Shorter }, model.Preprocessing);
    }

    [Fact]
    public void Half_precision_is_read()
    {
        using var folder = new TemporaryFolder();
        var tensors = ArchitectureGuessTests.Parameters("squeezenet1_0", classes: 2, ElementType.BFloat16);
        SafeTensorsWriter.Write(folder["a.safetensors"], Real(tensors));
        var network = TorchImporter.Load(folder["a.safetensors"]).Network;
        Assert.Equal([0, 0], Run(network, new([1, 3, 64, 64]), "logits")[0].Data);
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsWriter.Write(folder["a.safetensors"], new Dictionary<string, ConstantTensor> { ["x"] = ConstantTensor.FromFloats([1], [1]) });
        var error = Assert.Throws<ModelFormatException>(() => TorchImporter.Load(folder["a.safetensors"], "resnet19"));
        Assert.Contains("a.safetensors: there is no architecture 'resnet19'; known are resnet18, resnet34, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("oquab_gmp.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ModelFormatException>(() => TorchImporter.Load(folder["a.safetensors"]));
        Assert.Contains("fit no known architecture; known are resnet18, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pickled_checkpoint_is_no_safetensors_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.pth"], [0x50, 0x4B, 3, 4, 0, 0, 0x80, 0x7F, 0, 0]);
        Assert.Contains("a.pth", Assert.Throws<ModelFormatException>(() => TorchImporter.Load(folder["a.pth"])).Message, StringComparison.Ordinal);
    }

    private static void CheckPreprocessing(Preprocessing expected, Preprocessing actual)
    {
        Assert.Equal(
            (expected.Height, expected.Width, expected.Resize, expected.Filter, expected.Color),
            (actual.Height, actual.Width, actual.Resize, actual.Filter, actual.Color));
        Assert.Equal(expected.Mean.AsSpan(), actual.Mean.AsSpan());
        Assert.Equal(expected.StandardDeviation.AsSpan(), actual.StandardDeviation.AsSpan());
    }

    private static Tensor[] Run(Network network, Tensor input, params string[] outputs)
    {
        using var backend = new CpuBackend();
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { ["input"] = input.Shape }, outputs);
        var results = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([input], results);
        return results;
    }

    /// <summary>The same tensors, all zeros.</summary>
    private static Dictionary<string, ConstantTensor> Real(Dictionary<string, ConstantTensor> tensors) =>
        tensors.ToDictionary(t => t.Key, t => new ConstantTensor(t.Value.Type, t.Value.Shape, new byte[t.Value.Bytes.Length]));
}
