using IlgpuCam.Import.Tests.Export;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Surgery;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Surgery;

/// <summary>Another global pooling changes the scores, and no class's map.</summary>
public class ReplaceGlobalPoolingTests
{
    [Theory]
    [InlineData(HeadForm.PoolingThenFullyConnected)]
    [InlineData(HeadForm.PoolingThenConvolution)]
    [InlineData(HeadForm.ConvolutionThenPooling)]
    public void The_maximum_in_place_of_the_mean_changes_scores_and_no_map(HeadForm form)
    {
        var network = SmallNetworks.Classifier(form, PoolingKind.Average, ProbabilityKind.Softmax);
        var replaced = ReplaceGlobalPooling.Apply(network, PoolingKind.Max);
        var head = HeadDetection.Find(replaced)!;
        Assert.Equal((form, PoolingKind.Max), (head.Cam!.Form, head.Cam.Pooling));
        Assert.Same(replaced, ReplaceGlobalPooling.Apply(replaced, PoolingKind.Max));

        var input = new Tensor([1, 3, 9, 7], NetWeights.Input(3 * 9 * 7));
        using var before = new CamModel(new(network));
        using var after = new CamModel(new(replaced));
        using var direct = new CamModel(new(SmallNetworks.Classifier(form, PoolingKind.Max, ProbabilityKind.Softmax)));
        var (mean, maximum) = (before.Forward(input), after.Forward(input));
        Assert.Equal(direct.Forward(input).Logits.Data, maximum.Logits.Data);
        Assert.NotEqual(mean.Logits.Data, maximum.Logits.Data);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(before.Map(mean.Features!, 0, c).Values, after.Map(maximum.Features!, 0, c).Values);
        }
    }

    [Fact]
    public void A_window_that_covers_the_map_is_replaced_too()
    {
        using var folder = new TemporaryFolder();
        var network = OnnxImporter.Load(NetWeights.Write(TestFiles.Fixture("nets"), "squeezenet1_1", folder.Path, isFilled: false)).Network;
        var window = new Window2d(new(13, 13), Size2.One, Size2.One, default);
        var pooled = new Network(
            network.Inputs, network.Constants,
            network.Nodes.Select(n => n.Operator is GlobalPool ? n with { Operator = new AveragePool2d(window) } : n), network.Outputs);
        Assert.Equal(PoolingKind.Max, HeadDetection.Find(ReplaceGlobalPooling.Apply(pooled, PoolingKind.Max))!.Cam!.Pooling);
        Assert.Equal(26, ShapeInference.Infer(DilateLastStrides.Apply(pooled, 26), pooled.DefaultShapes()).Values[HeadDetection.Find(pooled)!.Cam!.Features].Shape[2]);
    }

    [Fact]
    public void A_network_without_maps_is_an_error()
    {
        var plain = new Network([new("x", [1])], [], [new("r", new Activate(Activation.Relu), ["x"], "y")], ["y"]);
        Assert.Throws<NetworkException>(() => ReplaceGlobalPooling.Apply(plain, PoolingKind.Max));
        Assert.Throws<NetworkException>(() => DilateLastStrides.Apply(plain, 14));
    }
}
