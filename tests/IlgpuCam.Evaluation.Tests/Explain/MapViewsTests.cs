using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Explain;

public sealed class MapViewsTests
{
    private static readonly string Weights = Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam");
    private static readonly RgbImage Coffee = ImageFile.Load(Path.Combine(TestFiles.Root, "samples", "coffee.png")).Image;

    [Fact]
    public void Views_add_the_maps_and_average_the_scores()
    {
        using var model = CamModel.Load(Weights);
        var mirrored = new RgbImage(Coffee.Width, Coffee.Height);
        for (var y = 0; y < Coffee.Height; y++)
        {
            for (var x = 0; x < Coffee.Width; x++)
            {
                Coffee.Row(y).Slice(3 * x, 3).CopyTo(mirrored.Row(y)[(3 * (Coffee.Width - 1 - x))..]);
            }
        }

        var plain = model.Localize(Coffee, new() { Classes = [967] }).Predictions[0];
        var other = model.Localize(mirrored, new() { Classes = [967] }).Predictions[0];
        var both = model.Localize(Coffee, new() { Classes = [967], Views = new() { Flip = true } }).Predictions[0];
        var one = model.Localize(Coffee, new() { Classes = [967], Views = new() { Scales = [224] } }).Predictions[0];

        Assert.Equal(plain.Map!.Values, one.Map!.Values);
        Assert.Equal(plain.Localization, one.Localization);
        Assert.Equal(plain.Probability, one.Probability);

        // The resampling of a mirrored photo may round a grey level otherwise.
        var sum = plain.Map.Values.Select((v, i) => v + other.Map!.Values[(i / 7 * 7) + 6 - (i % 7)]).ToArray();
        Assert.All(sum.Zip(both.Map!.Values), p => Assert.Equal(p.First, p.Second, 0.02 * sum.Max()));
        Assert.Equal((plain.Probability + other.Probability) / 2, both.Probability, 0.01);
    }

    [Fact]
    public void Sums_lie_on_the_finest_grid_and_ten_crops_on_the_squeezed_photo()
    {
        using var model = CamModel.Load(Weights);
        var views = new MapViews { Scales = [96, 160], Flip = true };

        var scales = model.Localize(Coffee, new() { Top = 2, Views = views });
        var crops = model.Localize(Coffee, new() { Top = 1, Views = new() { Scales = [96], TenCrop = true } });

        Assert.Equal(4, views.Count);
        Assert.Equal(5, scales.Predictions[0].Map!.Height);
        Assert.Equal(2, scales.Predictions.Length);
        Assert.Equal((110, 110), (crops.Predictions[0].Map!.Height, crops.Predictions[0].Map!.Width));
        Assert.True(crops.Predictions[0].Box is { } box && box.X1 <= Coffee.Width && box.Y1 <= Coffee.Height);
    }

    [Fact]
    public void The_paper_has_five_guesses_a_photo()
    {
        using var model = CamModel.Load(Weights);

        var result = model.Localize(Coffee, PaperProtocol.Options(new() { KeepMaps = false }));
        var guesses = PaperProtocol.Predictions(result);

        Assert.Equal(3, result.Predictions.Length);
        Assert.All(result.Predictions, p => Assert.Equal(p.Box, p.Boxes[0]));
        Assert.Equal(5, guesses.Length);
        Assert.Equal(result.Predictions.SelectMany((p, i) => Enumerable.Repeat(p.ClassIndex, i < 2 ? 2 : 1)), guesses.Select(g => g.ClassIndex));
        Assert.Equal(result.Predictions[0].Boxes[1], guesses[1].Box);
    }

    [Fact]
    public void Accurate_is_two_scales_mirrored_with_a_percentile()
    {
        var options = new LocalizeOptions { Top = 1 }.Accurately(new Preprocessing());

        Assert.Equal(new MapViews { Scales = [320, 448], Flip = true }, options.Views);
        Assert.Equal((0.4, 90.0), (options.Localizer.Threshold, options.Localizer.Percentile));
    }
}
