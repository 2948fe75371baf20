using System.Collections.Immutable;
using IlgpuCam.Cpu;
using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Explain;

/// <summary>What must hold of explanation methods on any network: identities, seeds, wrappers, errors.</summary>
public sealed class MethodTests : IDisposable
{
    private readonly CpuBackend _backend = new(2);

    /// <summary>The names of all methods.</summary>
    public static TheoryData<string> Names => [.. ExplanationMethods.All.Select(m => m.Info.Name)];

    /// <inheritdoc/>
    public void Dispose() => _backend.Dispose();

    [Fact]
    public void At_the_last_layer_of_pooling_and_a_linear_layer_gradients_say_what_the_weights_say()
    {
        using var explainer = Pooled();
        foreach (var c in Enumerable.Range(0, 5))
        {
            var context = Context(explainer, ScoreTarget.Logit(c));
            var cam = Explain("cam", context);
            var places = cam.Values.Length;
            Near.Equal(Array.ConvertAll(cam.Values, v => MathF.Max(v, 0) / places), Explain("gradcam", context).Values, 1e-5, "Grad-CAM");
            Near.Equal(Array.ConvertAll(cam.Values, v => v / places), Explain("hirescam", context).Values, 1e-5, "HiResCAM");
            Assert.Equal(Explain("gradcam", context).Values, Explain("shapleycam", context).Values);
            Assert.Null(ShapleyCam.HessianProduct(context));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Memory_that_a_context_gave_back_changes_no_map(string name)
    {
        using var explainer = name == "cam" ? Pooled() : Hidden();
        var kept = Context(explainer, ScoreTarget.Best);
        var expected = Explain(name, kept).Values;
        var maps = kept.Activations.Data.ToArray();
        foreach (var c in new[] { 1, 3 })
        {
            using var other = Context(explainer, ScoreTarget.Logit(c));
            Explain(name, other);
        }

        var again = Context(explainer, ScoreTarget.Best);
        Assert.Equal(expected, Explain(name, again).Values);
        Assert.Equal(maps, again.Activations.Data);
        Assert.Equal(maps, kept.Activations.Data);
        again.Dispose();
        again.Dispose();
        Assert.Throws<ObjectDisposedException>(() => again.Activations);
        Assert.Throws<ObjectDisposedException>(() => again.Logits.Length);
        Assert.Throws<ObjectDisposedException>(() => again.Gradients);
        Assert.Throws<ObjectDisposedException>(() => again.GradientMeans.Length);
    }

    [Fact]
    public void Ablation_before_the_head_needs_no_further_pass_and_gives_what_passes_would_give()
    {
        using var explainer = Pooled();
        foreach (var target in new[] { ScoreTarget.Logit(3), ScoreTarget.Difference(1, 4), ScoreTarget.Probability(2) })
        {
            var context = Context(explainer, target);
            var weights = new AblationCam().Weights(context);
            var whole = context.Score;
            for (var k = 0; k < weights.Length; k++)
            {
                var maps = new Tensor(context.Activations.Shape, [.. context.Activations.Data]);
                var plane = maps.Data.Length / weights.Length;
                maps.Span.Slice(k * plane, plane).Clear();
                var ablated = target.Of(context.ScoresFrom(maps, target.OfProbabilities).Data);
                Assert.Equal((whole - ablated) / Math.Abs(whole), weights[k], 1e-4);
            }
        }
    }

    [Fact]
    public void Integrated_gradients_sum_to_the_difference_of_the_scores()
    {
        using var explainer = Hidden();
        var context = Context(explainer, ScoreTarget.Logit(2));
        var baseline = new TestNetwork(9).Random(context.Input.Shape);
        foreach (var start in new[] { null, baseline })
        {
            var sum = new IntegratedGradients { Baseline = start }.Attribute(context).Data.Sum(v => (double)v);
            var scores = context.ScoresOf(start ?? new Tensor(context.Input.Shape));
            Assert.Equal(context.Score - scores.Data[2], sum, 0.02 * Math.Abs(context.Score - scores.Data[2]));
        }

        Assert.Throws<ArgumentException>(() => new IntegratedGradients { Baseline = new([1, 3, 2, 2]) }.Attribute(context));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IntegratedGradients { Steps = 0 });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_runs_on_pooled_and_on_hidden_heads_and_repeats_with_its_seed(string name)
    {
        foreach (var isPooled in new[] { true, false })
        {
            using var explainer = isPooled ? Pooled() : Hidden();
            var method = ExplanationMethods.Find(name)!;
            if (name == "cam" && !isPooled)
            {
                Assert.Throws<NetworkException>(() => method.Explain(Context(explainer, ScoreTarget.Best)));
                continue;
            }

            var map = method.Explain(Context(explainer, ScoreTarget.Best, seed: 1));
            Assert.All(map.Values, v => Assert.True(float.IsFinite(v)));
            Assert.Equal(map.Values, method.Explain(Context(explainer, ScoreTarget.Best, seed: 1)).Values);
            var isRandom = method.Info.Needs.HasFlag(MethodNeeds.Random);
            var other = method.Explain(Context(explainer, ScoreTarget.Best, seed: 2));
            Assert.True((isPooled && name == "smoothgradcampp") || isRandom != other.Values.AsSpan().SequenceEqual(map.Values), $"{name}: a seed matters where and only where numbers are random");
            var smooth = ExplanationMethods.Find($"{name}+eigen")!.Explain(Context(explainer, ScoreTarget.Best));
            Assert.Equal((map.Height, map.Width), (smooth.Height, smooth.Width));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_takes_a_layer_that_something_passes_by_and_targets_of_several_classes_and_probabilities(string name)
    {
        if (name == "cam")
        {
            return;
        }

        using var explainer = Hidden();
        var inside = explainer.Layers.All.Where(l => l.Kind == "conv2d").ElementAt(1).Value;
        Assert.True(explainer.IsPassedBy(inside));
        var method = ExplanationMethods.Find(name)!;
        foreach (var target in new[] { ScoreTarget.Difference(0, 3), ScoreTarget.Logit(1) })
        {
            Assert.All(method.Explain(Context(explainer, target, layer: inside)).Values, v => Assert.True(float.IsFinite(v)));
        }
    }

    [Fact]
    public void Smoothing_by_augmentation_is_the_mean_of_the_scaled_maps_of_six_views()
    {
        using var explainer = Hidden();
        var context = Context(explainer, ScoreTarget.Logit(1));
        var smoothed = ExplanationMethods.Find("gradcam+aug")!;
        var map = smoothed.Explain(context);
        var sum = new double[map.Values.Length];
        foreach (var factor in new[] { 0.9f, 1, 1.1f })
        {
            var view = context.On(new(context.Input.Shape, Array.ConvertAll(context.Input.Data, v => v * factor)));
            Add(MapScaling.ToUnit(Explain("gradcam", view)), 1);
            var mirrored = new Tensor(view.Input.Shape, [.. view.Input.Data.Chunk(view.Input.Shape[3]).SelectMany(row => row.Reverse())]);
            var other = MapScaling.ToUnit(Explain("gradcam", context.On(mirrored)));
            Add(new(other.Height, other.Width, [.. other.Values.Chunk(other.Width).SelectMany(row => row.Reverse())]), 1);
        }

        Near.Equal(Array.ConvertAll(sum, v => (float)(v / 6)), map.Values, 1e-5, "six views");
        Assert.Equal("6 x (1)", smoothed.Info.Backwards);

        void Add(ActivationMap part, int weight)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * part.Values[i];
            }
        }
    }

    [Fact]
    public void Layers_are_fused_on_the_finest_grid()
    {
        using var explainer = Hidden();
        var context = Context(explainer, ScoreTarget.Logit(1));
        ImmutableArray<string> layers = [.. explainer.Layers.Recommended.Select(l => l.Value)];
        Assert.True(layers.Length > 1);
        var fused = new FusedLayers(new GradCam(), layers).Explain(context);
        var finest = explainer.Layers.Recommended.First();
        Assert.Equal((finest.Height, finest.Width), (fused.Height, fused.Width));
        ActivationMap[] maps = [.. layers.Select(l => Explain("gradcam", Context(explainer, ScoreTarget.Logit(1), layer: l)))];
        Near.Equal(MapFusion.Fuse(maps).Values, fused.Values, 1e-5, "maximum");
        var product = MapFusion.Fuse(maps, FusionRule.Product);
        Near.Equal(MapScaling.ToUnit(product).Values, Refined(layers).Explain(context).Values, 1e-5, "RefineCAM");
        Assert.Throws<ArgumentException>(() => MapFusion.Fuse([]));

        static RefineCam Refined(ImmutableArray<string> layers) => new() { Base = new GradCam(), Layers = layers };
    }

    [Fact]
    public void Occlusion_gives_each_pixel_the_mean_loss_of_the_squares_that_cover_it()
    {
        using var explainer = Pooled();
        var context = Context(explainer, ScoreTarget.Logit(0));
        var whole = context.Score;
        var numbers = new Occlusion { Cells = 1 }.Attribute(context);
        var covered = context.ScoresOf(new Tensor(context.Input.Shape)).Data[0];
        Assert.All(numbers.Data, v => Assert.Equal(whole - covered, v, 1e-4));
        Assert.Equal([1, 1, 13, 11], numbers.Shape);
    }

    [Fact]
    public void Deep_features_are_factored_into_concepts_whose_maps_end_at_one()
    {
        using var explainer = Pooled();
        var context = Context(explainer, ScoreTarget.Logit(0));
        var factors = new DeepFeatureFactorization { Concepts = 3 }.Factor(context);
        Assert.Equal([3, 6], factors.Concepts.Shape);
        Assert.InRange(factors.Error, 0, 0.9);
        Assert.All(factors.Maps.Data.Chunk(factors.Maps.Data.Length / 3), map => Assert.Equal(1, map.Max(), 1e-6));

        // Before average pooling and a linear layer what a concept adds is its own share of the class activation map's mean.
        var weights = explainer.Network.Constants[explainer.Head.Cam!.Weights].ToFloats();
        for (var r = 0; r < 3; r++)
        {
            var expected = Enumerable.Range(0, 6).Sum(k => (double)weights[k] * factors.Concepts.Data[(r * 6) + k]) * factors.Maps.Data.Chunk(factors.Maps.Data.Length / 3).ElementAt(r).Average();
            Assert.Equal(expected, factors.Scores[r], 1e-4);
        }
    }

    [Fact]
    public void Names_are_found_whatever_their_spelling()
    {
        Assert.IsType<GradCamPlusPlus>(ExplanationMethods.Find("Grad-CAM++"));
        Assert.IsType<ScoreCam>(ExplanationMethods.Find("score-cam"));
        Assert.Same(GradCamPlusPlus.OfTorchCam, ExplanationMethods.Find("gradcampp:torchcam"));
        Assert.IsType<AugmentationSmoothing>(ExplanationMethods.Find("layercam+eigen+aug"));
        Assert.Null(ExplanationMethods.Find("nothing"));
        Assert.Null(ExplanationMethods.Find("nothing+aug"));
        Assert.Equal(ExplanationMethods.All.Length, ExplanationMethods.All.Select(m => m.Info.Name).Distinct().Count());
    }

    private static ActivationMap Explain(string name, ExplanationContext context) => ExplanationMethods.Find(name)!.Explain(context);

    private static ExplanationContext Context(Explainer explainer, ScoreTarget target, string? layer = null, int seed = 0) =>
        new(explainer, new TestNetwork(7).Random(explainer.Network.Inputs[0].DefaultShape), target, layer, seed);

    /// <summary>Convolutions, average pooling, a linear layer.</summary>
    private Explainer Pooled()
    {
        var test = new TestNetwork();
        var x = test.Convolution(test.Input(1, 3, 13, 11), 3, 4, new(3, 3), activation: Activation.Relu);
        var maps = test.Add(new Activate(Activation.Relu6), test.Convolution(x, 4, 6, new(3, 3), new(2, 2)));
        var pooled = test.Add(new Flatten(), test.Add(new GlobalPool(PoolingKind.Average), maps));
        return Explainer(test.Build(test.Add(new FullyConnected(), pooled, test.Constant(5, 6), test.Constant(5))));
    }

    /// <summary>A residual block, a hidden layer.</summary>
    private Explainer Hidden()
    {
        var test = new TestNetwork(2);
        var x = test.Convolution(test.Input(1, 3, 12, 12), 3, 4, new(3, 3), activation: Activation.Relu, pads: new(1, 1, 1, 1));
        x = test.Add(new MaxPool2d(new(new(2, 2), new(2, 2), Size2.One, default)), x);
        var side = test.Convolution(x, 4, 4, new(3, 3), pads: new(1, 1, 1, 1));
        var maps = test.Add(new Activate(Activation.Relu), test.Add(new Add(), test.Convolution(test.Add(new Activate(Activation.Relu), side), 4, 4, new(1, 1)), x));
        maps = test.Convolution(maps, 4, 8, new(3, 3), new(2, 2), new(1, 1, 1, 1), activation: Activation.Relu);
        var hidden = test.Add(new FullyConnected(Activation: Activation.Relu), test.Add(new Flatten(), maps), test.Constant(10, 8 * 9), test.Constant(10));
        return Explainer(test.Build(test.Add(new FullyConnected(), hidden, test.Constant(5, 10), test.Constant(5))));
    }

    private Explainer Explainer(Network network) => new(network, HeadDetection.Find(network)!, _backend);
}
