using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests;

/// <summary>Real exported networks: what they simplify to, and where their heads are.</summary>
public class OnnxModelsTests
{
    [SharedTheory("models")]
    [InlineData("efficientnet_lite0", HeadForm.PoolingThenFullyConnected, 1280, 1000, 49)]
    [InlineData("efficientnet_lite0_dynamo", HeadForm.PoolingThenFullyConnected, 1280, 1000, 49)]
    [InlineData("squeezenet1_0", HeadForm.ConvolutionThenPooling, 512, 1000, 26)]
    [InlineData("mobilenet_v2", HeadForm.PoolingThenConvolution, 1280, 1001, 53)]
    public void A_pretrained_network_has_its_head_and_its_convolutions(string name, HeadForm form, int channels, int classes, int convolutions)
    {
        var warnings = new List<string>();
        var model = OnnxImporter.Load(TestFiles.Shared($"models/{name}.onnx"), warnings.Add);
        Assert.Empty(warnings);
        var network = model.Network;
        var head = HeadDetection.Find(network);
        Assert.NotNull(head?.Cam);
        Assert.Equal((form, channels, classes), (head.Cam.Form, head.Cam.Channels, head.Classes));
        Assert.Equal("logits", Assert.Single(network.Outputs));
        Assert.Equal(convolutions, network.Nodes.Count(n => n.Operator is Conv2d));

        foreach (var (batch, size, map) in new[] { (1, 224, 7), (3, 256, 8), (2, 320, 10) })
        {
            var inferred = ShapeInference.Infer(network, new Dictionary<string, Shape> { ["input"] = [batch, 3, size, size] });
            Assert.Equal(new ValueInfo(ElementType.Float32, [batch, classes]), inferred.Values["logits"]);
            Assert.DoesNotContain(inferred.Nodes, n => n.Operator is Pad or Identity || !inferred.Values[n.Output].Type.IsFloat());
            if (name != "squeezenet1_0")
            {
                Assert.Equal([batch, channels, map, map], inferred.Values[head.Cam.Features].Shape);
            }
        }
    }
}
