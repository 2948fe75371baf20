using IlgpuCam.Cpu;
using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Gradients;

/// <summary>Gradients of whole imported networks against PyTorch's.</summary>
public class NetworkGradientTests
{
    [SharedTheory("nets")]
    [InlineData("alexnet_gap")]
    [InlineData("densenet121")]
    [InlineData("efficientnet_b0")]
    [InlineData("googlenet")]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v3_large")]
    [InlineData("resnet18")]
    [InlineData("resnet50")]
    [InlineData("vgg16_gap")]
    public void A_graph_with_generated_weights_has_the_reference_gradients(string name)
    {
        using var folder = new TemporaryFolder();
        using var reference = SafeTensorsFile.Open(TestFiles.Shared("nets/gradients.safetensors"));
        using var backend = new CpuBackend();
        var network = OnnxImporter.Load(NetWeights.Write(TestFiles.Shared("nets"), name, folder.Path)).Network;
        var head = HeadDetection.Find(network)!;
        var input = network.Inputs[0];
        var graph = GradientNetwork.Create(network, network.DefaultShapes(), new(head.Logits, [input.Name, head.LastMaps!]));
        using var plan = backend.Compile(graph.Network, graph.Network.DefaultShapes(), [head.Logits, head.LastMaps!, .. graph.Gradients]);
        var results = plan.Outputs.Select(o => new Tensor(o.Shape)).ToArray();
        plan.Run([new(input.DefaultShape, NetWeights.Input((int)input.DefaultShape.ElementCount)), new(plan.Inputs[1].Shape)], results);

        Assert.Equal(BitConverter.ToInt64(reference[$"{name}.class"].Bytes.Span), Array.IndexOf(results[0].Data, results[0].Data.Max()));
        var error = GradientMeasures.RelativeError(reference[$"{name}.input_gradient_8x8_mean"].ToFloats(), GradientMeasures.BlockMeans(results[2]));
        Assert.True(error <= 1e-2, $"{name}: relative error {error}");
        Assert.InRange(GradientMeasures.RootMeanSquare(results[2]) / reference[$"{name}.input_gradient_rms"].ToFloats()[0], 0.99, 1.01);
        Near.Equal(reference[$"{name}.gradcam_raw"].ToFloats(), GradientMeasures.GradCam(results[1], results[3]), 1e-3, name);
    }
}
