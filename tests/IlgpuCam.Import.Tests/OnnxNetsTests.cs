using System.Runtime.InteropServices;
using System.Security.Cryptography;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests;

/// <summary>Graphs whose weights are in a file of external data.</summary>
public class OnnxNetsTests
{
    [Theory]
    [InlineData("squeezenet1_1", HeadForm.ConvolutionThenPooling, 512, 13)]
    [InlineData("resnet18", HeadForm.PoolingThenFullyConnected, 512, 7)]
    [InlineData("mobilenet_v2", HeadForm.PoolingThenFullyConnected, 1280, 7)]
    [InlineData("nin", HeadForm.ConvolutionThenPooling, 1024, 6)]
    public void A_graph_with_external_weights_has_its_head(string name, HeadForm form, int channels, int map) =>
        CheckHead(TestFiles.Fixture("nets"), name, form, channels, map);

    [SharedTheory("nets")]
    [InlineData("alexnet_gap", HeadForm.PoolingThenFullyConnected, 512, 13)]
    [InlineData("densenet121", HeadForm.PoolingThenFullyConnected, 1024, 7)]
    [InlineData("googlenet", HeadForm.PoolingThenFullyConnected, 1024, 7)]
    [InlineData("googlenet_gap", HeadForm.PoolingThenFullyConnected, 1024, 14)]
    [InlineData("resnet50", HeadForm.PoolingThenFullyConnected, 2048, 7)]
    [InlineData("vgg16_gap", HeadForm.PoolingThenFullyConnected, 1024, 14)]
    public void A_larger_graph_with_external_weights_has_its_head(string name, HeadForm form, int channels, int map) =>
        CheckHead(TestFiles.Shared("nets"), name, form, channels, map);

    [SharedFact("nets")]
    public void Batch_normalisations_behind_concatenations_stay()
    {
        using var folder = new TemporaryFolder();
        var network = OnnxImporter.Load(NetWeights.Write(TestFiles.Shared("nets"), "densenet121", folder.Path, isFilled: false)).Network;
        Assert.Equal(62, network.Nodes.Count(n => n.Operator is BatchNormalization)); // The exporter has folded the others.
        Assert.Equal(120, network.Nodes.Count(n => n.Operator is Conv2d));
    }

    [Fact]
    public void Generated_weights_are_those_of_the_reference()
    {
        using var folder = new TemporaryFolder();
        NetWeights.Write(TestFiles.Fixture("nets"), "nin", folder.Path);
        using var file = File.OpenRead(folder["nin.weights"]);
        Assert.Equal("8BD9D433B6309E9CFACBA268D49B5505D945028781941E2F7AD7C94D68C9CC84", Convert.ToHexString(SHA256.HashData(file)));
    }

    [Fact]
    public void Weights_are_read_where_the_file_has_them()
    {
        using var folder = new TemporaryFolder();
        var network = OnnxImporter.Load(NetWeights.Write(TestFiles.Fixture("nets"), "resnet18", folder.Path)).Network;
        var expected = new float[64 * 64 * 9];
        NetWeights.Fill(1, 0.10206207261596575, 0, expected);
        var weights = network.Constants["layer1.0.conv1.weight"];
        Assert.Equal([64, 64, 3, 3], weights.Shape);
        Assert.Equal(expected, weights.ToFloats());
        Assert.False(MemoryMarshal.TryGetArray(weights.Bytes, out _)); // Not copied into an array.
    }

    private static void CheckHead(string source, string name, HeadForm form, int channels, int map)
    {
        using var folder = new TemporaryFolder();
        var model = OnnxImporter.Load(NetWeights.Write(source, name, folder.Path, isFilled: false));
        var head = HeadDetection.Find(model.Network);
        Assert.NotNull(head?.Cam);
        Assert.Equal((form, channels, 1000), (head.Cam.Form, head.Cam.Channels, head.Classes));
        Assert.DoesNotContain(model.Network.Nodes, n => n.Operator is Identity);

        var inferred = ShapeInference.Infer(model.Network, model.Network.DefaultShapes());
        Assert.Equal([1, channels, map, map], inferred.Values[head.Cam.Features].Shape);
        inferred = ShapeInference.Infer(model.Network, new Dictionary<string, Shape> { ["input"] = [5, 3, 256, 320] });
        Assert.Equal([5, 1000], inferred.Values["logits"].Shape);
        Assert.Equal("pytorch", model.Provenance["producer"].Split(' ')[0]);
    }
}
