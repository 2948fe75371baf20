using IlgpuCam.Explain;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Import.Tests.Gradients;

/// <summary>Which layers of known networks hold maps, which are recommended, and how people name them.</summary>
public class TargetLayerTests
{
    [SharedTheory("nets")]
    [InlineData("resnet18", "112 56 28 14 7")]
    [InlineData("resnet50", "112 56 28 14 7")]
    [InlineData("mobilenet_v3_large", "112 56 28 14 7")]
    [InlineData("densenet121", "112 56 28 14 7")]
    [InlineData("vgg16_gap", "224 112 56 28 14")]
    [InlineData("googlenet", "112 56 28 14 7")]
    public void One_layer_of_each_resolution_is_recommended_and_the_last_is_taken_by_itself(string name, string sides)
    {
        using var folder = new TemporaryFolder();
        var layers = Layers(NetWeights.Write(TestFiles.Shared("nets"), name, folder.Path, isFilled: false));
        Assert.Equal(sides, string.Join(' ', layers.Recommended.Select(l => l.Height)));
        Assert.Equal(layers.Automatic, layers.Recommended.Last());
        Assert.All(layers.All, l => Assert.Equal(l, layers.Resolve(l.Value)));
    }

    [SharedTheory("models")]
    [InlineData("efficientnet_lite0", 1280, 7)]
    [InlineData("squeezenet1_0", 512, 13)]
    public void The_maps_before_the_head_are_the_automatic_choice(string name, int channels, int side)
    {
        var layers = Layers(TestFiles.Shared($"models/{name}.onnx"));
        Assert.Equal((channels, side, side), (layers.Automatic!.Channels, layers.Automatic.Height, layers.Automatic.Width));
    }

    [SharedFact("models")]
    public void Names_are_found_exactly_then_whatever_the_case_then_by_their_end()
    {
        var layers = Layers(TestFiles.Shared("models/squeezenet1_0.onnx"));
        var value = layers.All.First(l => l.Kind == "concat").Value;
        Assert.Equal(value, layers.Resolve(value.ToUpperInvariant()).Value);
        var name = layers.All.Last(l => l.Kind == "concat").Value;
        Assert.Equal(name, layers.Resolve(name[1..].ToUpperInvariant()).Value);
    }

    [SharedFact("models")]
    public void A_name_that_fits_none_or_several_is_refused_with_candidates()
    {
        var layers = Layers(TestFiles.Shared("models/squeezenet1_0.onnx"));
        var none = Assert.Throws<TargetLayerException>(() => layers.Resolve("nowhere"));
        Assert.Equal(layers.Recommended.Select(l => l.Value), none.Candidates);
        Assert.Contains("There is no layer 'nowhere'", none.Message, StringComparison.Ordinal);
        var end = layers.All[0].Value[^1..];
        var several = Assert.Throws<TargetLayerException>(() => layers.Resolve(end));
        Assert.True(several.Candidates.Length > 1);
        Assert.All(several.Candidates, c => Assert.Equal(c, layers.Resolve(c).Value));
        Assert.Throws<TargetLayerException>(() => layers.Resolve(string.Empty));
    }

    private static TargetLayers Layers(string path)
    {
        var network = OnnxImporter.Load(path).Network;
        return TargetLayers.Of(network, HeadDetection.Find(network)!);
    }
}
