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
        var (means, square) = Blocks(results[2]);
        var expected = reference[$"{name}.input_gradient_8x8_mean"].ToFloats();
        var error = Math.Sqrt(means.Zip(expected, (a, b) => Math.Pow(a - b, 2)).Sum() / expected.Sum(b => (double)b * b));
        Assert.True(error <= 1e-2, $"{name}: relative error {error}");
        var root = reference[$"{name}.input_gradient_rms"].ToFloats()[0];
        Assert.InRange(Math.Sqrt(square / results[2].Data.Length) / root, 0.99, 1.01);

        var (maps, gradients) = (results[1], results[3]);
        var plane = maps.Shape[2] * maps.Shape[3];
        var map = new float[plane];
        for (var k = 0; k < maps.Shape[1]; k++)
        {
            var weight = gradients.Span.Slice(k * plane, plane).ToArray().Average();
            for (var i = 0; i < plane; i++)
            {
                map[i] += weight * maps.Data[(k * plane) + i];
            }
        }

        Near.Equal(reference[$"{name}.gradcam_raw"].ToFloats(), map, 1e-3, name);
    }

    /// <summary>The means of whole blocks of 8x8 pixels, and the sum of all squares.</summary>
    private static (float[] Means, double Squares) Blocks(Tensor gradient)
    {
        var (channels, rows, columns) = (gradient.Shape[1], gradient.Shape[2] / 8, gradient.Shape[3] / 8);
        var means = new float[channels * rows * columns];
        for (var c = 0; c < channels; c++)
        {
            for (var y = 0; y < rows * 8; y++)
            {
                for (var x = 0; x < columns * 8; x++)
                {
                    means[(((c * rows) + (y / 8)) * columns) + (x / 8)] += gradient.Data[(((c * gradient.Shape[2]) + y) * gradient.Shape[3]) + x] / 64;
                }
            }
        }

        return (means, gradient.Data.Sum(v => (double)v * v));
    }
}
