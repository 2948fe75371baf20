using IlgpuCam.Models;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests;

/// <summary>Imported networks as model files.</summary>
public sealed class ModelFileOfOnnxTests
{
    [SharedTheory("models")]
    [InlineData("models/efficientnet_lite0.onnx")]
    [InlineData("models/efficientnet_lite0_dynamo.onnx")]
    [InlineData("models/mobilenet_v2.onnx")]
    [InlineData("models/squeezenet1_0.onnx")]
    public void A_pretrained_network_comes_back_from_its_file(string path)
    {
        var model = OnnxImporter.Load(TestFiles.Shared(path));

        var read = RoundTrip(model, half: false, out _);

        AssertSameGraph(model.Network, read.Network);
        Assert.Equal(model.Provenance, read.Provenance);
        foreach (var (name, constant) in read.Network.Constants)
        {
            Assert.True(constant.Bytes.Span.SequenceEqual(model.Network.Constants[name].Bytes.Span), name);
        }
    }

    [SharedFact("models/efficientnet_lite0_dynamo.onnx")]
    public void In_float16_EfficientNet_Lite0_takes_at_most_9_6_megabytes_and_each_weight_is_within_rounding()
    {
        var model = OnnxImporter.Load(TestFiles.Shared("models/efficientnet_lite0_dynamo.onnx")) with
        {
            Labels = Labels.Load(TestFiles.Shared("models/imagenet_labels.txt")),
        };

        var read = RoundTrip(model, half: true, out var bytes);

        Assert.InRange(bytes, 9_000_000, 9_600_000);
        AssertSameGraph(model.Network, read.Network);
        Assert.Equal(model.Labels, read.Labels!);
        foreach (var (name, constant) in read.Network.Constants)
        {
            var (expected, actual) = (model.Network.Constants[name].ToFloats(), constant.ToFloats());
            Assert.Equal(constant.Shape.Rank >= 2, constant.Type == ElementType.Float16);
            for (var i = 0; i < actual.Length; i++)
            {
                // Half of a float16's last place: 2^-11 of a normal value, 2^-25 of a subnormal one.
                var tolerance = constant.Type == ElementType.Float16 ? Math.Max(Math.Abs(expected[i]) / 2048, MathF.ScaleB(1, -25)) : 0;
                Assert.InRange(Math.Abs(actual[i] - expected[i]), 0, tolerance);
            }
        }
    }

    private static ModelDescription RoundTrip(ModelDescription model, bool half, out long bytes)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(stream, model, half);
        bytes = stream.Length;
        return ModelFile.Load(stream.ToArray());
    }

    private static void AssertSameGraph(Network expected, Network actual)
    {
        Assert.Equal(expected.Constants.Keys.Order(), actual.Constants.Keys.Order());
        Assert.Equal(expected.Nodes.Length, actual.Nodes.Length);
        foreach (var (node, again) in expected.Nodes.Zip(actual.Nodes))
        {
            Assert.Equal((node.Name, node.Output), (again.Name, again.Output));
            Assert.Equal(node.Inputs.AsEnumerable(), again.Inputs);
            Assert.Equivalent(node.Operator, again.Operator, strict: true);
        }

        Assert.Equal(HeadDetection.Find(expected), HeadDetection.Find(actual));
    }
}
