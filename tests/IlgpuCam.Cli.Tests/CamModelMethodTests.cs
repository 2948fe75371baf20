using IlgpuCam.Explain;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Import;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>The library with methods other than class activation mapping, on the default model and the sample photographs.</summary>
public sealed class CamModelMethodTests : IDisposable
{
    private static readonly string Weights = Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam");
    private readonly CamModel _model = CamModel.Load(Weights, new() { Threads = 2 });

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("coffee.png")]
    [InlineData("chelsea.png")]
    [InlineData("rocket.jpg")]
    public void Grad_CAM_at_the_last_layer_is_the_positive_part_of_CAM_over_the_places_and_has_its_box(string name)
    {
        var cam = _model.Localize(Sample(name), new() { Top = 2 });
        var gradient = _model.Localize(Sample(name), new() { Top = 2, Method = new GradCam() });
        var high = _model.Localize(Sample(name), new() { Top = 2, Method = new HiResCam() });
        for (var i = 0; i < 2; i++)
        {
            var (expected, found) = (cam.Predictions[i], gradient.Predictions[i]);
            Assert.Equal(expected.ClassIndex, found.ClassIndex);
            Assert.Equal(expected.Logit, found.Logit, 1e-4);
            var values = expected.RequireMap().Values;
            var tolerance = 1e-5f * values.Max();
            Assert.All(values.Zip(found.RequireMap().Values), v => Assert.InRange(v.Second, (MathF.Max(v.First, 0) - tolerance) / 49, (MathF.Max(v.First, 0) + tolerance) / 49));
            Assert.All(values.Zip(high.Predictions[i].RequireMap().Values), v => Assert.InRange(v.Second, (v.First - tolerance) / 49, (v.First + tolerance) / 49));
            Assert.Equal(expected.Box, found.Box);
            Assert.Equal(expected.Box, high.Predictions[i].Box);
        }
    }

    [Fact]
    public void The_best_class_takes_one_pass_and_a_further_one_only_the_head()
    {
        using var backend = new CountingBackend();
        using var model = CamModel.Load(Weights, new() { Backend = backend });
        var photo = Sample("coffee.png");
        model.Localize(photo, new() { Top = 1 });
        var forward = Assert.Single(backend.Runs);
        backend.Runs.Clear();
        model.Localize(photo, new() { Top = 1, Method = new GradCam() });
        Assert.InRange(Assert.Single(backend.Runs), forward, 1.02 * forward);
        backend.Runs.Clear();
        model.Localize(photo, new() { Classes = [281], Method = new GradCam() });
        Assert.InRange(Assert.Single(backend.Runs), forward, 1.02 * forward);
        backend.Runs.Clear();
        model.Localize(photo, new() { Top = 3, Method = new GradCam() });
        Assert.Equal(3, backend.Runs.Count);
        Assert.All(backend.Runs.Skip(1), run => Assert.InRange(run, 0, 0.02 * forward));
    }

    [Fact]
    public void CAM_as_a_method_is_what_comes_without_one()
    {
        var photo = Sample("chelsea.png");
        Assert.Equal(Describe(_model.Localize(photo)), Describe(_model.Localize(photo, new() { Method = new ClassActivationMap() })));
    }

    [Fact]
    public async Task Many_threads_get_what_one_gets()
    {
        using var model = CamModel.Load(Weights, new() { Threads = 1 });
        RgbImage[] photos = [Sample("coffee.png"), Sample("chelsea.png"), Sample("rocket.jpg")];
        var options = new LocalizeOptions { Top = 2, Method = new GradCam() };
        var expected = photos.Select(p => Describe(_model.Localize(p, options))).ToArray();
        var work = Enumerable.Range(0, 9).Select(i => Task.Run(() => (i, Describe(model.Localize(photos[i % 3], options)))));
        foreach (var (i, result) in await Task.WhenAll(work))
        {
            Assert.Equal(expected[i % 3], result);
        }
    }

    [Fact]
    public void Views_are_added_up_as_those_of_CAM()
    {
        var options = new LocalizeOptions { Top = 2, Views = new() { Flip = true, Scales = [192, 224] } };
        var cam = _model.Localize(Sample("coffee.png"), options);
        var high = _model.Localize(Sample("coffee.png"), options with { Method = new HiResCam() });
        Assert.Equal(cam.Predictions.Select(p => p.ClassIndex), high.Predictions.Select(p => p.ClassIndex));
        Assert.All(cam.Predictions.Zip(high.Predictions), p => Assert.Equal(p.First.Probability, p.Second.Probability, 1e-4));

        // CAM's maps of 6x6 and 7x7 are added without dividing by their places.
        Assert.All(cam.Predictions.Zip(high.Predictions), p => Assert.InRange(Iou(p.First.Box!.Value, p.Second.Box!.Value), 0.95, 1));
    }

    [Fact]
    public void A_layer_gives_its_resolution_and_several_are_fused_on_the_finest()
    {
        var photo = Sample("coffee.png");
        var one = Map("gradcampp", "hardtanh_22");
        Assert.Equal((14, 14), (one.Height, one.Width));
        var two = Map("layercam", "hardtanh_32", "hardtanh_22");
        Assert.Equal((14, 14), (two.Height, two.Width));
        Assert.InRange(two.Values.Max(), 0.999f, 1);
        Assert.InRange(two.Values.Min(), 0, 0.5f);
        var refined = Map("refinecam", "hardtanh_32", "hardtanh_22");
        Assert.Equal((14, 14), (refined.Height, refined.Width));
        var pixels = Map("saliency");
        Assert.Equal((224, 224), (pixels.Height, pixels.Width));

        ActivationMap Map(string method, params string[] layers) =>
            _model.Localize(photo, new() { Top = 1, Method = ExplanationMethods.Find(method), Layers = [.. layers] }).Predictions[0].RequireMap();
    }

    [Fact]
    public void Layers_that_do_not_do_are_refused()
    {
        var photo = Sample("coffee.png");
        var error = Assert.Throws<TargetLayerException>(() => _model.Localize(photo, new() { Method = new GradCam(), Layers = ["nonsense"] }));
        Assert.Contains("hardtanh_32", error.Candidates);
        Assert.Throws<ArgumentException>(() => _model.Localize(photo, new() { Method = new Saliency(), Layers = ["hardtanh_32"] }));
        Assert.Throws<NetworkException>(() => _model.Localize(photo, new() { Layers = ["hardtanh_22"] }));
    }

    [Fact]
    public void No_class_is_no_prediction() => Assert.Empty(_model.Localize(Sample("coffee.png"), new() { Top = 0, Method = new GradCam() }).Predictions);

    [SharedFact("nets/mobilenet_v3_large.onnx")]
    public void A_head_with_hidden_layers_has_maps_of_gradients_and_the_error_without_says_so()
    {
        using var folder = new TemporaryFolder();
        using var model = new CamModel(ModelReader.Load(NetWeights.Write(TestFiles.Shared("nets"), "mobilenet_v3_large", folder.Path)), new() { Threads = 2 });
        var error = Assert.Throws<NetworkException>(() => model.Localize(Sample("coffee.png")));
        Assert.Contains("hidden layers", error.Message, StringComparison.Ordinal);
        Assert.Contains("--method gradcam", error.Message, StringComparison.Ordinal);
        var map = model.Localize(Sample("coffee.png"), new() { Top = 1, Method = new GradCam() }).Predictions[0].RequireMap();
        Assert.Equal((7, 7), (map.Height, map.Width));
        Assert.All(map.Values, v => Assert.True(v >= 0 && float.IsFinite(v)));
    }

    private static RgbImage Sample(string name) => ImageFile.Load(Path.Combine(TestFiles.Root, "samples", name)).Image;

    private static double Iou(Localize.PixelBox a, Localize.PixelBox b)
    {
        var both = Math.Max(Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0), 0) * Math.Max(Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0), 0);
        return (double)both / ((a.Width * a.Height) + (b.Width * b.Height) - both);
    }

    private static string Describe(PhotoResult result) =>
        string.Join("; ", result.Predictions.Select(p => $"{p.ClassIndex} {p.Logit:R} {p.Localization} {string.Join(',', p.RequireMap().Values.Select(v => v.ToString("R", null)))}"));
}
