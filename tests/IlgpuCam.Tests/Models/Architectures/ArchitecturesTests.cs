using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using Nets = IlgpuCam.Models.Architectures.Architectures;

namespace IlgpuCam.Tests.Models.Architectures;

/// <summary>The papers' networks: maps, heads, names and initial weights.</summary>
public sealed class ArchitecturesTests
{
    public static TheoryData<string, Func<int, PoolingKind, int, Network>, HeadForm, int, int> Pooled => new()
    {
        { "AlexNet-GAP", Nets.AlexNetGap, HeadForm.PoolingThenFullyConnected, 512, 13 },
        { "AlexNet*-GAP", Nets.AlexNetStarGap, HeadForm.PoolingThenFullyConnected, 512, 11 },
        { "VGG-16-GAP", Nets.Vgg16Gap, HeadForm.PoolingThenFullyConnected, 1024, 14 },
        { "GoogLeNet-GAP", Nets.GoogLeNetGap, HeadForm.PoolingThenFullyConnected, 1024, 14 },
        { "network in network", Nets.NetworkInNetwork, HeadForm.ConvolutionThenPooling, 1024, 6 },
    };

    [Theory]
    [MemberData(nameof(Pooled))]
    public void A_network_has_the_map_and_the_head_of_its_paper(
        string name, Func<int, PoolingKind, int, Network> create, HeadForm form, int channels, int map)
    {
        foreach (var pooling in new[] { PoolingKind.Average, PoolingKind.Max })
        {
            var network = create(37, pooling, 0);
            var inferred = ShapeInference.Infer(network, network.DefaultShapes());
            var head = HeadDetection.Find(inferred);
            Assert.True(head?.Cam is not null, name);
            Assert.Equal((form, pooling, channels, 37), (head.Cam.Form, head.Cam.Pooling, head.Cam.Channels, head.Classes));
            Assert.Equal("logits", Assert.Single(network.Outputs));
            Assert.Equal([1, channels, map, map], inferred.Values[head.Cam.Features].Shape);
        }
    }

    [Fact]
    public void Oquabs_network_gives_a_map_of_scores_a_class_its_maximum_and_a_sigmoid()
    {
        var network = Nets.OquabMultiLabel();
        var inferred = ShapeInference.Infer(network, new Dictionary<string, Shape> { ["input"] = [2, 3, 259, 323] });
        var head = HeadDetection.Find(inferred)!;
        Assert.Equal(("logits", "probabilities", ProbabilityKind.Sigmoid, 20), (head.Logits, head.Probabilities, head.ProbabilityKind, head.Classes));
        Assert.Equal((HeadForm.ConvolutionThenPooling, PoolingKind.Max, 2048), (head.Cam!.Form, head.Cam.Pooling, head.Cam.Channels));
        Assert.Equal([2, 20, 10, 14], inferred.Values["conv8"].Shape);
    }

    /// <summary>The layers of the authors' deploy_alexnetplusCAM_imagenet.prototxt.</summary>
    [Fact]
    public void The_authors_AlexNet_has_two_convolutions_in_two_groups_behind_a_pooling_of_stride_1()
    {
        var network = Nets.AlexNetStarGap();
        var convolutions = network.Nodes.Where(n => n.Operator is Conv2d)
            .Select(n => (n.Name, network.Constants[n.Inputs[1]].Shape[0], ((Conv2d)n.Operator).Groups));
        Assert.Equal(
            [("conv1", 96, 1), ("conv2", 256, 2), ("conv3", 384, 1), ("conv4", 384, 2), ("conv5", 384, 2), ("conv6", 512, 2), ("conv7", 512, 2)], convolutions);
        Assert.Equal([5, 5], network.Nodes.Select(n => n.Operator).OfType<LocalResponseNormalization>().Select(n => n.Size));
    }

    [Fact]
    public void Values_have_readable_names()
    {
        Assert.Superset(new HashSet<string> { "conv1_1", "relu5_3", "pool4", "conv6", "global_pool" }, Values(Nets.Vgg16Gap()));
        Assert.DoesNotContain("pool5", Values(Nets.Vgg16Gap()));
        Assert.Superset(new HashSet<string> { "norm2", "inception_3a/output", "inception_4e/output", "CAM_conv" }, Values(Nets.GoogLeNetGap()));
        Assert.Superset(new HashSet<string> { "conv1", "cccp1", "cccp8" }, Values(Nets.NetworkInNetwork()));
        static HashSet<string> Values(Network network) => [.. network.Nodes.Select(n => n.Output)];
    }

    [Theory]
    [InlineData("features.0.weight", 96 * 121)]
    [InlineData("features.4.weight", 128 * 25)]
    [InlineData("features.14.weight", 512 * 9)]
    public void Convolutions_have_the_deviation_of_He_et_al(string name, int fanOut) => CheckDeviation(name, Math.Sqrt(2.0 / fanOut));

    [Fact]
    public void Fully_connected_layers_have_a_deviation_of_a_hundredth() => CheckDeviation("classifier.weight", 0.01);

    [Fact]
    public void A_seed_chooses_the_weights_and_biases_are_zero()
    {
        var (first, again, other) = (Nets.AlexNetGap(10), Nets.AlexNetGap(10), Nets.AlexNetGap(10, seed: 1));
        foreach (var (name, constant) in first.Constants)
        {
            Assert.Equal(constant.ToFloats(), again.Constants[name].ToFloats());
            if (name.EndsWith(".bias", StringComparison.Ordinal))
            {
                Assert.All(constant.ToFloats(), v => Assert.Equal(0, v));
            }
            else
            {
                Assert.NotEqual(constant.ToFloats(), other.Constants[name].ToFloats());
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Nets.AlexNetGap(0));
    }

    private static void CheckDeviation(string name, double expected)
    {
        var values = Nets.AlexNetGap().Constants[name].ToFloats();
        var mean = values.Average(v => (double)v);
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));

        // Six standard errors of the two estimates.
        Assert.InRange(mean, -6 * expected / Math.Sqrt(values.Length), 6 * expected / Math.Sqrt(values.Length));
        Assert.InRange(deviation / expected, 1 - (6 / Math.Sqrt(2.0 * values.Length)), 1 + (6 / Math.Sqrt(2.0 * values.Length)));
        Assert.InRange(values.Count(v => Math.Abs(v) < expected) / (double)values.Length, 0.66, 0.705); // 68.3 % of a normal distribution.
    }
}
