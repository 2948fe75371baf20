using System.Security.Cryptography;
using System.Text.Json;
using IlgpuCam.Cli.Explaining;
using IlgpuCam.Imaging;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

public sealed class ExplainCommandTests : IDisposable
{
    private static readonly string Coffee = Path.Combine(TestFiles.Root, "samples", "coffee.png");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sheet_maps_and_record_say_what_each_method_sees_for_both_classes()
    {
        var run = Explain("out", "--expected", "cup", "--method", "hirescam", "--method", "saliency", "--seed", "3");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^predicted\s+90\.1 %\s+967 espresso\nexpected\s+3\.5 %\s+968 cup\n", run.Output);
        Assert.Equal(["coffee.json", "coffee.png", "coffee.safetensors"], Directory.GetFiles(_folder["out"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));

        using var maps = SafeTensorsFile.Open(_folder["out/coffee.safetensors"]);
        Assert.Equal(["hirescam.expected", "hirescam.predicted", "saliency.expected", "saliency.predicted"], maps.Names.Order(StringComparer.Ordinal));
        Assert.Equal([7, 7], maps["hirescam.predicted"].Shape);
        Assert.Equal([224, 224], maps["saliency.expected"].Shape);
        var about = JsonDocument.Parse(maps.Metadata["hirescam.expected"]).RootElement;
        Assert.Equal("hirescam", about.GetProperty("method").GetString());
        Assert.Equal(968, about.GetProperty("class_index").GetInt32());
        Assert.Equal("hardtanh_32", about.GetProperty("layers")[0].GetString());

        var record = JsonDocument.Parse(File.ReadAllText(_folder["out/coffee.json"])).RootElement;
        Assert.Equal(Sha256(Coffee), record.GetProperty("image").GetProperty("sha256").GetString());
        Assert.Equal(Sha256(Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam")), record.GetProperty("model").GetProperty("sha256").GetString());
        Assert.Equal(3, record.GetProperty("seed").GetInt32());
        Assert.Equal("0.1.0", record.GetProperty("program").GetProperty("version").GetString());
        Assert.Equal(967, record.GetProperty("predictions")[0].GetProperty("class_index").GetInt32());
        Assert.Equal(968, record.GetProperty("classes").GetProperty("expected").GetProperty("class_index").GetInt32());
        Assert.Equal("bicubic", record.GetProperty("preprocessing").GetProperty("filter").GetString());
        var method = record.GetProperty("methods")[0];
        Assert.Equal("hardtanh_32", method.GetProperty("layers")[0].GetProperty("layer").GetString());
        var values = maps["hirescam.predicted"].ToFloats();
        var predicted = method.GetProperty("maps").GetProperty("predicted");
        Assert.Equal("hirescam.predicted", predicted.GetProperty("tensor").GetString());
        Assert.Equal(values.Max(), predicted.GetProperty("maximum").GetSingle());
        Assert.Equal([69, 0, 492, 400], predicted.GetProperty("box").EnumerateArray().Select(v => v.GetInt32()));

        // Of a linear head over global pooling: the map adds up to the logit less the bias, so that the maps' difference does to the logits'.
        var classes = record.GetProperty("classes");
        var logits = classes.GetProperty("predicted").GetProperty("logit").GetDouble() - classes.GetProperty("expected").GetProperty("logit").GetDouble();
        Assert.Equal(logits, values.Sum() - maps["hirescam.expected"].ToFloats().Sum(), 0.1);

        var sheet = ImageFile.Load(_folder["out/coffee.png"]).Image;
        Assert.InRange(sheet.Width, 1500, 1700);
        Assert.InRange(sheet.Height, 500, 900);
    }

    [Fact]
    public void The_same_again_gives_the_same_bytes()
    {
        Explain("a", "--method", "gradcam", "--method", "smoothgradcampp");
        Explain("b", "--method", "gradcam", "--method", "smoothgradcampp");
        Assert.Equal(File.ReadAllBytes(_folder["a/coffee.png"]), File.ReadAllBytes(_folder["b/coffee.png"]));
        Assert.Equal(File.ReadAllBytes(_folder["a/coffee.safetensors"]), File.ReadAllBytes(_folder["b/coffee.safetensors"]));
    }

    [Theory]
    [InlineData("nearest", "--expected", "no such thing")]
    [InlineData("of --class", "--class", "cup", "--expected", "968")]
    [InlineData("gradcam", "--method", "nonsense")]
    [InlineData("alone", "--method", "all", "--method", "cam")]
    [InlineData("hardtanh_32", "--method", "gradcam", "--layer", "nonsense")]
    public void Wrong_usage_leaves_nothing_behind(string says, params string[] options)
    {
        var run = Explain("out", options);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_photo_is_not_replaced_by_its_sheet()
    {
        File.Copy(Coffee, _folder["coffee.png"]);
        var run = CommandLineTool.RunIn(_folder.Path, "explain", "coffee.png", ".", "--device", "cpu");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(File.ReadAllBytes(Coffee), File.ReadAllBytes(_folder["coffee.png"]));
        Assert.Equal(1, CommandLineTool.RunIn(_folder.Path, "explain", "nowhere.png", "out", "--device", "cpu").ExitCode);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData(null, null, "predicted 1, runner_up 2")]
    [InlineData(null, 0, "predicted 1, expected 0")]
    [InlineData(null, 1, "predicted 1, runner_up 2")]
    [InlineData(0, null, "class 0, predicted 1")]
    [InlineData(0, 2, "class 0, expected 2")]
    [InlineData(1, null, "predicted 1, runner_up 2")]
    public void The_class_is_held_against_the_expected_one_or_the_best_other(int? named, int? expected, string roles) =>
        Assert.Equal(roles, string.Join(", ", ExplanationWork.Choose([1, 3, 2], named, expected).Select(c => $"{c.Role} {c.Index}")));

    [Fact]
    public void A_single_class_has_no_other() => Assert.Equal([("predicted", 0)], ExplanationWork.Choose([1], null, null));

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private CommandResult Explain(string folder, params string[] options) => CommandLineTool.RunIn(_folder.Path, ["explain", Coffee, folder, "--device", "cpu", .. options]);
}
