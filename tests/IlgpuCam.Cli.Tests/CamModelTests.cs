using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Localize;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>The library as someone embeds it, on the default model and the sample photographs.</summary>
public sealed class CamModelTests : IDisposable
{
    private static readonly string Weights = Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam");
    private static readonly string[] Samples = ["coffee.png", "chelsea.png", "rocket.jpg"];
    private readonly CamModel _model = CamModel.Load(Weights, new() { Threads = 2 });

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_photo_may_come_from_a_file_a_stream_bytes_or_padded_rows()
    {
        var fromFile = ImageFile.Load(Sample("coffee.png")).Image;
        using var stream = File.OpenRead(Sample("coffee.png"));
        var fromStream = ImageFile.Load(stream).Image;
        var fromBytes = ImageFile.Decode(File.ReadAllBytes(Sample("coffee.png"))).Image;
        var padded = new byte[fromFile.Height * 2048];
        for (var y = 0; y < fromFile.Height; y++)
        {
            fromFile.Row(y).CopyTo(padded.AsSpan(y * 2048));
        }

        var expected = Describe(_model.Localize(fromFile));
        Assert.Equal(expected, Describe(_model.Localize(fromStream)));
        Assert.Equal(expected, Describe(_model.Localize(fromBytes)));
        Assert.Equal(expected, Describe(_model.Localize(RgbImage.FromPixels(padded, 600, 400, 2048))));
        Assert.Throws<ImageFormatException>(() => RgbImage.FromPixels(padded.AsSpan(0, 399 * 2048), 600, 400, 2048));
    }

    [Fact]
    public async Task Many_threads_get_what_one_gets()
    {
        var photos = Samples.Select(n => ImageFile.Load(Sample(n)).Image).ToArray();
        var expected = photos.Select(p => Describe(_model.Localize(p))).ToArray();
        var work = Enumerable.Range(0, 24).Select(i => Task.Run(() => (i, Describe(_model.Localize(photos[i % 3]))))).ToArray();
        foreach (var (i, result) in await Task.WhenAll(work))
        {
            Assert.Equal(expected[i % 3], result);
        }
    }

    [Fact]
    public void Different_input_sizes_may_alternate()
    {
        var photo = ImageFile.Load(Sample("coffee.png")).Image;
        int[] sides = [160, 192, 224, 256, 288, 320, 160];
        foreach (var side in sides)
        {
            using var model = new CamModel(ModelFile.Load(Weights), new() { Preprocessing = _model.Preprocessing.WithSize(side, side), Threads = 1 });
            Assert.Equal(967, model.Localize(photo).Predictions[0].ClassIndex);
            Assert.Equal(side / 32, model.Localize(photo).Predictions[0].RequireMap().Width);
        }
    }

    [Fact]
    public void A_cancelled_call_ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => _model.Localize(ImageFile.Load(Sample("coffee.png")).Image, cancellationToken: cancelled.Token));
    }

    [Fact]
    public void Warnings_go_to_the_callback()
    {
        var warnings = new List<string>();
        using var model = new CamModel(ModelFile.Load(Weights) with { Preprocessing = null, Labels = new(["only one"]) }, new() { Warning = warnings.Add });
        Assert.Equal(2, warnings.Count);
        Assert.Contains("imagenet", warnings[0], StringComparison.Ordinal);
        Assert.Contains("1000 classes but 1 labels", warnings[1], StringComparison.Ordinal);
        Assert.Equal("967", model.LabelOf(967));
    }

    [Fact]
    public void Features_and_weights_from_elsewhere_give_the_same_box()
    {
        var photo = ImageFile.Load(Sample("coffee.png")).Image;
        var result = _model.Localize(photo, new() { Top = 1 });
        var features = _model.Forward(_model.Preprocessing.Apply(photo)).Features!;
        var head = _model.Head.Cam!;
        var weights = _model.Network.Constants[head.Weights].ToFloats().AsSpan(967 * head.Channels, head.Channels);
        var map = Cam.Compute(features.Span, head.Channels, 7, 7, weights);
        Assert.Equal(result.Predictions[0].Localization, Localizer.Locate(map, Placement.Whole(photo.Width, photo.Height)));
    }

    [Fact]
    public void Classes_that_do_not_exist_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => _model.Localize(ImageFile.Load(Sample("coffee.png")).Image, new() { Classes = [1000] }));

    private static string Sample(string name) => Path.Combine(TestFiles.Root, "samples", name);

    private static string Describe(PhotoResult result) =>
        string.Join("; ", result.Predictions.Select(p => $"{p.ClassIndex} {p.Logit:R} {p.Probability:R} {p.Localization} {string.Join(',', p.RequireMap().Values.Select(v => v.ToString("R", null)))}"));
}
