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
    [InlineData("oquab_gmp")]
    [InlineData("resnet50")]
    [InlineData("vgg16_gap")]
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
        using var backend = new CpuBackend();
        var model = OnnxImporter.Load(NetWeights.Write(source, name, folder.Path));
        using var reference = SafeTensorsFile.Open(Path.Combine(source, $"{name}.safetensors"));
        var outputs = reference.Names.Where(n => n is "logits" or "probabilities").ToArray();
        var direct = Run(backend, model.Network, outputs);
        foreach (var (output, values) in outputs.Zip(direct))
        {
            Near.Equal(reference[output].ToFloats(), values.Data, 1e-4, $"{name}, {output}");
        }

        // To a model file, and from there back to ONNX, with the weights inside.
        ModelFile.Save(folder["model.cam"], model);
        OnnxExporter.Save(folder["model.onnx"], ModelFile.Load(folder["model.cam"]));
        var again = Run(backend, OnnxImporter.Load(folder["model.onnx"]).Network, outputs);
        foreach (var (output, values) in outputs.Zip(again))
        {
            Near.Equal(direct[Array.IndexOf(outputs, output)].Data, values.Data, 1e-5, $"{name}, {output} after both conversions");
        }
    }

    private static Tensor[] Run(CpuBackend backend, Network network, string[] names)
    {
        var shape = network.Inputs[0].DefaultShape;
        var head = HeadDetection.Find(network)!;
        var outputs = Array.ConvertAll(names, n => n == "logits" ? head.Logits : head.Probabilities!);
        using var plan = backend.Compile(network, network.DefaultShapes(), outputs);
        Tensor[] results = [.. plan.Outputs.Select(o => new Tensor(o.Shape))];
        plan.Run([new(shape, NetWeights.Input((int)shape.ElementCount))], results);
        return results;
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
