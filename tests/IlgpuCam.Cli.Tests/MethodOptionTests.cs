using System.Text.Json;
using IlgpuCam.Explain.Methods;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary><c>localize --method</c> and <c>methods</c>.</summary>
public sealed class MethodOptionTests : IDisposable
{
    private static readonly string Coffee = Path.Combine(TestFiles.Root, "samples", "coffee.png");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_say_the_method_and_its_layers_and_all_files_are_written()
    {
        var run = CommandLineTool.RunIn(
            _folder.Path, "localize", Coffee, "--method", "Grad-CAM", "--top", "1", "--device", "cpu", "--json", "-", "--overlay", "o", "--heatmap", "h", "--maps", "m", "--mask", "k");
        Assert.Equal(string.Empty, run.Error);
        var record = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["image", "width", "height", "model", "device", "method", "layers", "predictions"], record.EnumerateObject().Select(p => p.Name));
        Assert.Equal("gradcam", record.GetProperty("method").GetString());
        Assert.Equal("hardtanh_32", Assert.Single(record.GetProperty("layers").EnumerateArray()).GetString());
        var cam = JsonDocument.Parse(CommandLineTool.Run("localize", Coffee, "--top", "1", "--device", "cpu", "--json", "-").Output).RootElement;
        Assert.Equal(Box(cam), Box(record));
        using var maps = SafeTensorsFile.Open(_folder["m/coffee.safetensors"]);
        Assert.Equal([1, 7, 7], maps["maps"].Shape);
        Assert.True(File.Exists(_folder["o/coffee.png"]));
        Assert.True(File.Exists(_folder["h/coffee.png"]));
        Assert.True(File.Exists(_folder["k/coffee.png"]));
    }

    [Fact]
    public void Several_layers_and_methods_on_pixels_are_said_too()
    {
        var fused = Record("--method", "layercam", "--layer", "hardtanh_22", "--layer", "hardtanh_32");
        Assert.Equal(["hardtanh_22", "hardtanh_32"], fused.GetProperty("layers").EnumerateArray().Select(l => l.GetString()));
        Assert.Empty(Record("--method", "saliency").GetProperty("layers").EnumerateArray());
    }

    [Theory]
    [InlineData("gradcampp", "--method", "nonsense")]
    [InlineData("hardtanh_32", "--method", "gradcam", "--layer", "nonsense")]
    [InlineData("--method", "--layer", "hardtanh_32")]
    [InlineData("explain", "--method", "gradcam", "--method", "hirescam")]
    [InlineData("no layers", "--method", "saliency", "--layer", "hardtanh_32")]
    public void Wrong_usage_is_one_sentence_that_says_what_would_do(string says, params string[] options)
    {
        var run = CommandLineTool.RunIn(_folder.Path, ["localize", Coffee, "--device", "cpu", "--json", "r.jsonl", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void All_methods_are_listed_with_paper_and_cost()
    {
        var text = CommandLineTool.Run("methods").Output;
        var json = JsonDocument.Parse(CommandLineTool.Run("methods", "--json", "-").Output).RootElement.EnumerateArray().ToArray();
        Assert.Equal(ExplanationMethods.All.Length, json.Length);
        Assert.All(json, method =>
        {
            var name = method.GetProperty("name").GetString()!;
            Assert.NotNull(ExplanationMethods.Find(name));
            Assert.Contains($"\n{name} ", $"\n{text}", StringComparison.Ordinal);
            Assert.Contains(method.GetProperty("paper").GetString()!, text, StringComparison.Ordinal);
            Assert.NotEmpty(method.GetProperty("forwards").GetString()!);
            Assert.NotEmpty(method.GetProperty("backwards").GetString()!);
        });
        var gradcam = json.Single(m => m.GetProperty("name").GetString() == "gradcam");
        Assert.Equal("1", gradcam.GetProperty("backwards").GetString());
        Assert.Equal(["activations", "gradients"], gradcam.GetProperty("needs").EnumerateArray().Select(n => n.GetString()));
        Assert.True(gradcam.GetProperty("takes_layers").GetBoolean());
        Assert.False(json.Single(m => m.GetProperty("name").GetString() == "saliency").GetProperty("takes_layers").GetBoolean());
    }

    private static string Box(JsonElement record) => record.GetProperty("predictions")[0].GetProperty("box").GetRawText();

    private static JsonElement Record(params string[] options) =>
        JsonDocument.Parse(CommandLineTool.Run(["localize", Coffee, "--top", "1", "--device", "cpu", "--json", "-", .. options]).Output).RootElement;
}
