using System.Text.Json;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Models.Architectures;
using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Passes;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Torch;

/// <summary>The networks as code have the layers of the exported ones, and with their weights their logits.</summary>
public class ArchitectureNetsTests
{
    [Theory]
    [InlineData("resnet18")]
    [InlineData("mobilenet_v2")]
    [InlineData("nin")]
    [InlineData("squeezenet1_1")]
    public void A_network_as_code_is_the_exported_one(string name) => Check(TestFiles.Fixture("nets"), name);

    [SharedTheory("nets")]
    [InlineData("alexnet_gap")]
    [InlineData("densenet121")]
    [InlineData("efficientnet_b0")]
    [InlineData("googlenet", 1e-3f)]
    [InlineData("googlenet_gap")]
    [InlineData("mobilenet_v3_large", 1e-3f)]
    [InlineData("oquab_gmp", 1e-5f, 20)]
    [InlineData("resnet50")]
    [InlineData("vgg16_gap")]
    public void A_larger_network_as_code_is_the_exported_one(string name, float epsilon = 1e-5f, int classes = 1000) =>
        Check(TestFiles.Shared("nets"), name, epsilon, classes);

    private static void Check(string source, string name, float epsilon = 1e-5f, int classes = 1000)
    {
        using var folder = new TemporaryFolder();
        var exported = OnnxImporter.Load(NetWeights.Write(source, name, folder.Path)).Network;
        var weights = new OrderedWeights(exported, epsilon);
        var network = Simplify.Apply(ArchitectureTable.Find(name)[0].Build(weights, classes));
        Assert.True(weights.IsAtEnd);
        CheckNames(Path.Combine(source, $"{name}.json"), weights);
        Assert.Equal(Layers(exported), Layers(network));

        using var reference = SafeTensorsFile.Open(Path.Combine(source, $"{name}.safetensors"));
        var input = new Tensor(network.Inputs[0].DefaultShape);
        NetWeights.Input(input.Data.Length).CopyTo(input.Data, 0);
        using var backend = new CpuBackend();
        using var plan = backend.Compile(network, network.DefaultShapes(), ["logits"]);
        var logits = new Tensor(plan.Outputs[0].Shape);
        plan.Run([input], [logits]);
        Near.Equal(reference["logits"].ToFloats(), logits.Data, 1e-4, name);
    }

    /// <summary>Where the exporter has kept the names of a state dict, the description asks for those.</summary>
    private static void CheckNames(string json, OrderedWeights weights)
    {
        using var description = JsonDocument.Parse(File.ReadAllBytes(json));
        foreach (var weight in description.RootElement.GetProperty("weights").EnumerateArray())
        {
            var name = weight.GetProperty("name").GetString()!;
            name = name.StartsWith("net.", StringComparison.Ordinal) ? name[4..] : name;
            if (!name.Contains(':', StringComparison.Ordinal))
            {
                Assert.Equal(weight.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()), weights.Given[name].Shape);
            }
        }
    }

    private static IEnumerable<(Operator Operator, Shape Output)> Layers(Network network)
    {
        var inferred = ShapeInference.Infer(network, network.DefaultShapes());

        // Exporters write x * sigmoid(x) as two nodes.
        return inferred.Nodes.Where(n => n.Operator is Conv2d or FullyConnected or LocalResponseNormalization
                or Activate { Activation.Kind: not (ActivationKind.Sigmoid or ActivationKind.Silu) })
            .Select(n => (n.Operator, inferred.Values[n.Output].Shape));
    }
}
