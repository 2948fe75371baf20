using System.Text.Json;
using IlgpuCam.Images;
using IlgpuCam.Imaging;
using IlgpuCam.Imaging.Jpeg;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>Photos far larger than the network's input, decoded at a fraction of their size.</summary>
public sealed class FastDecodeTests : IDisposable
{
    private const int Espresso = 967;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_box_is_in_the_pixels_of_the_full_photo()
    {
        // 3001x2003, so that the last reduced column and row are covered in part; 224 four times over leaves a half.
        var path = SaveLargeCoffee();
        using var model = CamModel.Load(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam"), new() { Threads = 2 });
        var whole = ImageFile.Load(path).Photo;
        var reduced = ImageFile.Load(path, new() { AtLeast = (896, 896) }).Photo;
        Assert.Equal((3001, 2003, 1501, 1002), (reduced.Width, reduced.Height, reduced.Image.Width, reduced.Image.Height));

        var expected = model.Localize(whole, new() { Top = 1 });
        var result = model.Localize(reduced, new() { Top = 1 });
        Assert.Equal(expected.Placement, result.Placement);
        var (one, other) = (expected.Predictions[0], result.Predictions[0]);
        Assert.Equal((Espresso, Espresso), (one.ClassIndex, other.ClassIndex));
        Assert.InRange(other.Logit / one.Logit, 0.98f, 1.02f);
        var (a, b) = (one.Localization.Box!.Value, other.Localization.Box!.Value);
        Assert.All([a.X0 - b.X0, a.Y0 - b.Y0, a.X1 - b.X1, a.Y1 - b.Y1], difference => Assert.InRange(difference, -30, 30));
    }

    [Fact]
    public void The_command_decodes_faster_only_where_asked_for_and_where_no_picture_is_drawn()
    {
        var path = SaveLargeCoffee();
        var plain = Record("localize", path, "--json", "-", "--top", "1", "--device", "cpu");
        var fast = Record("localize", path, "--json", "-", "--top", "1", "--device", "cpu", "--fast-decode", "--maps", _folder.Path);
        var drawn = Record("localize", path, "--json", "-", "--top", "1", "--device", "cpu", "--fast-decode", "--mask", _folder.Path);
        Assert.Equal(plain.ToString(), drawn.ToString());
        Assert.Equal((3001, 2003), (fast.GetProperty("width").GetInt32(), fast.GetProperty("height").GetInt32()));
        var (one, other) = (plain.GetProperty("predictions")[0], fast.GetProperty("predictions")[0]);
        Assert.Equal(Espresso, other.GetProperty("class_index").GetInt32());
        Assert.NotEqual(one.GetProperty("logit").GetDouble(), other.GetProperty("logit").GetDouble());
    }

    private static JsonElement Record(params string[] arguments)
    {
        var run = CommandLineTool.Run(arguments);
        Assert.Equal(0, run.ExitCode);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private string SaveLargeCoffee()
    {
        var path = Path.Combine(_folder.Path, "coffee.jpg");
        var coffee = ImageFile.Load(Path.Combine(TestFiles.Root, "samples", "coffee.png")).Image;
        using var file = File.Create(path);
        JpegEncoder.Encode(Resampler.Resize(coffee, 3001, 2003, ResampleFilter.Bicubic), file, new() { Quality = 95, Subsampling = JpegSubsampling.Half });
        return path;
    }
}
