using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests;

/// <summary>Imported networks give the logits that PyTorch and ONNX Runtime give.</summary>
public class OnnxLogitsTests
{
    [Theory]
    [InlineData("squeezenet1_1")]
    [InlineData("resnet18")]
    [InlineData("mobilenet_v2")]
    [InlineData("nin")]
    public void A_graph_with_generated_weights_gives_the_reference_logits(string name) => CheckNet(TestFiles.Fixture("nets"), name);

    [SharedTheory("nets")]
    [InlineData("alexnet_gap")]
    [InlineData("densenet121")]
    [InlineData("efficientnet_b0")]
    [InlineData("googlenet")]
    [InlineData("googlenet_gap")]
    [InlineData("mobilenet_v3_large")]
    [InlineData("resnet50")]
    public void A_larger_graph_with_generated_weights_gives_the_reference_logits(string name) => CheckNet(TestFiles.Shared("nets"), name);

    [SharedTheory("oracles")]
    [InlineData("efficientnet_lite0", "efficientnet_lite0")]
    [InlineData("efficientnet_lite0_dynamo", "efficientnet_lite0")]
    [InlineData("squeezenet1_0", "squeezenet1_0")]
    [InlineData("mobilenet_v2", "mobilenet_v2")]
    public void A_pretrained_network_gives_the_reference_logits(string name, string oracle)
    {
        using var reference = SafeTensorsFile.Open(TestFiles.Shared($"oracles/{oracle}.n02123045_tabby.safetensors"));
        var network = OnnxImporter.Load(TestFiles.Shared($"models/{name}.onnx")).Network;
        CheckLogits(network, reference["input"].ToTensor(), reference["logits"].ToFloats(), name);
    }

    private static void CheckNet(string source, string name)
    {
        using var folder = new TemporaryFolder();
        var network = OnnxImporter.Load(NetWeights.Write(source, name, folder.Path)).Network;
        using var reference = SafeTensorsFile.Open(Path.Combine(source, $"{name}.safetensors"));
        var shape = network.Inputs[0].DefaultShape;
        CheckLogits(network, new(shape, NetWeights.Input((int)shape.ElementCount)), reference["logits"].ToFloats(), name);
    }

    private static void CheckLogits(Network network, Tensor input, float[] expected, string name)
    {
        using var backend = new CpuBackend();
        using var plan = backend.Compile(network, new Dictionary<string, Shape> { [network.Inputs[0].Name] = input.Shape }, ["logits"]);
        var logits = new Tensor(plan.Outputs[0].Shape);
        plan.Run([input], [logits]);
        Near.Equal(expected, logits.Data, 1e-4, name);
    }
}
