using IlgpuCam.Import;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>The reference networks with generated weights on an accelerator.</summary>
[Collection("device")]
public sealed class DeviceNetsTests(OracleDevice device)
{
    [DeviceTheory]
    [InlineData("squeezenet1_1")]
    [InlineData("resnet18")]
    [InlineData("mobilenet_v2")]
    [InlineData("nin")]
    public void A_graph_with_generated_weights_gives_the_reference_logits(string name) => Check(TestFiles.Fixture("nets"), name);

    [DeviceTheory("nets")]
    [InlineData("alexnet_gap")]
    [InlineData("densenet121")]
    [InlineData("efficientnet_b0")]
    [InlineData("googlenet")]
    [InlineData("googlenet_gap")]
    [InlineData("mobilenet_v3_large")]
    [InlineData("oquab_gmp")]
    [InlineData("resnet50")]
    [InlineData("vgg16_gap")]
    public void A_larger_graph_with_generated_weights_gives_the_reference_logits(string name) => Check(TestFiles.Shared("nets"), name);

    private void Check(string source, string name)
    {
        using var folder = new TemporaryFolder();
        var network = ModelReader.Load(NetWeights.Write(source, name, folder.Path)).Network;
        using var reference = SafeTensorsFile.Open(Path.Combine(source, $"{name}.safetensors"));
        var head = HeadDetection.Find(network)!;
        var names = reference.Names.Where(n => n is "logits" or "probabilities").ToArray();
        using var plan = device.Backend.Compile(network, network.DefaultShapes(), [.. names.Select(n => n == "logits" ? head.Logits : head.Probabilities!)]);
        Tensor[] results = [.. plan.Outputs.Select(o => new Tensor(o.Shape))];
        var shape = network.Inputs[0].DefaultShape;
        plan.Run([new(shape, NetWeights.Input((int)shape.ElementCount))], results);
        for (var i = 0; i < names.Length; i++)
        {
            Near.Equal(reference[names[i]].ToFloats(), results[i].Data, 1e-3, $"{name}, {names[i]}");
        }
    }
}
