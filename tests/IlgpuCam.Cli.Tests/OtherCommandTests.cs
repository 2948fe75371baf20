using System.Text.Json;
using IlgpuCam.Imaging;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

public sealed class OtherCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Model => Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("localize")]
    [InlineData("forward")]
    [InlineData("convert")]
    [InlineData("info")]
    [InlineData("image")]
    [InlineData("bench")]
    [InlineData("explain")]
    [InlineData("methods")]
    public void Every_command_has_help(params string[] command)
    {
        var run = CommandLineTool.Run([.. command, "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Forward_writes_logits_features_and_maps()
    {
        var run = CommandLineTool.RunIn(
            _folder.Path, "forward", Model, "--input", TestFiles.Fixture("demo/efficientnet_lite0.coffee.safetensors"), "--output", "out.safetensors", "--upsample", "60x40",
            "--device", "cpu");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        using var file = SafeTensorsFile.Open(_folder["out.safetensors"]);
        Assert.Equal([1, 1000], file["logits"].Shape);
        Assert.Equal([1, 1280, 7, 7], file["features"].Shape);
        Assert.Equal([1, 5, 7, 7], file["cams_top5"].Shape);
        Assert.Equal([1, 40, 60], file["upsampled_top1"].Shape);
        Assert.Equal(4, file.Names.Count);
    }

    [Fact]
    public void Raw_forward_writes_the_graph_s_own_outputs_only()
    {
        var run = CommandLineTool.RunIn(
            _folder.Path, "forward", Model, "--input", TestFiles.Fixture("demo/efficientnet_lite0.coffee.safetensors"), "--output", "out.safetensors", "--raw");
        Assert.Equal(0, run.ExitCode);
        using var file = SafeTensorsFile.Open(_folder["out.safetensors"]);
        Assert.Equal(["logits"], file.Names);
    }

    [Fact]
    public void Forward_takes_batches_and_other_sizes()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 2 * 3 * 192 * 256).Select(_ => (2 * random.NextSingle()) - 1).ToArray();
        SafeTensorsWriter.Write(_folder["in.safetensors"], [KeyValuePair.Create("input", ConstantTensor.FromFloats([2, 3, 192, 256], values))]);
        var run = CommandLineTool.RunIn(_folder.Path, "forward", Model, "--input", "in.safetensors", "--output", "out.safetensors", "--device", "cpu");
        Assert.Equal(string.Empty, run.Error);
        using var file = SafeTensorsFile.Open(_folder["out.safetensors"]);
        Assert.Equal([2, 1000], file["logits"].Shape);
        Assert.Equal([2, 1280, 6, 8], file["features"].Shape);
        Assert.Equal([2, 5, 6, 8], file["cams_top5"].Shape);
    }

    [Fact]
    public void Info_names_the_head_and_counts_the_work()
    {
        var run = CommandLineTool.Run("info", "--json", "-");
        Assert.Equal(0, run.ExitCode);
        var info = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1000, info.GetProperty("head").GetProperty("classes").GetInt32());
        Assert.Equal([1, 1280, 7, 7], info.GetProperty("head").GetProperty("feature_shape").EnumerateArray().Select(v => v.GetInt32()));
        Assert.InRange(info.GetProperty("parameters").GetInt64(), 4_600_000, 4_700_000);
        Assert.InRange(info.GetProperty("multiply_adds").GetInt64(), 380_000_000, 400_000_000);
        Assert.Equal(1000, info.GetProperty("labels").GetInt32());
        Assert.Contains("fully_connected", CommandLineTool.Run("info").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_resizes_as_the_reference_does()
    {
        var run = CommandLineTool.RunIn(_folder.Path, "image", TestFiles.Fixture("images/rgb.png"), "small.png", "--resize", "64x48", "--filter", "lanczos");
        Assert.Equal(0, run.ExitCode);
        using var reference = SafeTensorsFile.Open(TestFiles.Fixture("images/resampling.safetensors"));
        Assert.Equal(reference["lanczos_64x48"].Bytes.ToArray(), ImageFile.Load(_folder["small.png"]).Image.Pixels);
    }

    [Theory]
    [InlineData("picture.gif")]
    [InlineData("picture")]
    public void Image_refuses_formats_that_it_cannot_write(string target)
    {
        var run = CommandLineTool.RunIn(_folder.Path, "image", TestFiles.Fixture("images/rgb.png"), target);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Convert_keeps_what_the_model_says()
    {
        var run = CommandLineTool.RunIn(_folder.Path, "convert", Model, "copy.cam", "--preprocess", "resize=shorter", "--provenance", "note=a test");
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        var info = JsonDocument.Parse(CommandLineTool.RunIn(_folder.Path, "info", "copy.cam", "--json", "-").Output).RootElement;
        Assert.Equal("shorter", info.GetProperty("preprocessing").GetProperty("resize").GetString());
        Assert.Equal("a test", info.GetProperty("provenance").GetProperty("note").GetString());
    }

    [Fact]
    public void Convert_leaves_no_file_when_the_model_is_broken()
    {
        File.WriteAllBytes(_folder["broken.onnx"], [8, 7, 58, 200]);
        var run = CommandLineTool.RunIn(_folder.Path, "convert", "broken.onnx", "out.cam");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.onnx", run.Error, StringComparison.Ordinal);
        Assert.Equal([_folder["broken.onnx"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_model_goes_to_ONNX_and_back_with_its_maps_as_an_output()
    {
        var export = CommandLineTool.RunIn(_folder.Path, "convert", Model, "model.onnx", "--features", "--cams", "espresso", "--cams", "968");
        Assert.Equal(string.Empty, export.Error);
        Assert.Equal(0, export.ExitCode);
        var input = TestFiles.Fixture("demo/efficientnet_lite0.coffee.safetensors");
        Assert.Equal(0, CommandLineTool.RunIn(_folder.Path, "forward", "model.onnx", "--input", input, "--output", "raw.safetensors", "--raw").ExitCode);
        Assert.Equal(0, CommandLineTool.RunIn(_folder.Path, "forward", Model, "--input", input, "--output", "ours.safetensors").ExitCode);
        using var raw = SafeTensorsFile.Open(_folder["raw.safetensors"]);
        using var ours = SafeTensorsFile.Open(_folder["ours.safetensors"]);
        Assert.Equal([1, 2, 7, 7], raw["cams"].Shape);
        Near.Equal(ours["logits"].ToFloats(), raw["logits"].ToFloats(), 1e-6, "logits");
        Near.Equal(ours["features"].ToFloats(), raw["features"].ToFloats(), 1e-6, "features");
        Near.Equal(ours["cams_top5"].ToFloats().AsSpan(0, 49), raw["cams"].ToFloats().AsSpan(0, 49), 1e-5, "map of the best class");
    }

    [Theory]
    [InlineData("out.txt", "--half")]
    [InlineData("out.cam", "--features")]
    [InlineData("out.onnx", "--cams=nonsense")]
    public void Convert_refuses_what_no_format_has(string target, string option)
    {
        var run = CommandLineTool.RunIn(_folder.Path, "convert", Model, target, option);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Finer_maps_come_from_the_same_weights()
    {
        var run = CommandLineTool.Run("info", "--mapping-resolution", "14", "--gmp", "--json", "-");
        Assert.Equal(0, run.ExitCode);
        var head = JsonDocument.Parse(run.Output).RootElement.GetProperty("head");
        Assert.Equal([1, 1280, 14, 14], head.GetProperty("feature_shape").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Equal("max", head.GetProperty("pooling").GetString());
        Assert.Equal(1, CommandLineTool.Run("info", "--mapping-resolution", "9").ExitCode);
    }

    [Fact]
    public void Bench_writes_its_line()
    {
        var run = CommandLineTool.Run("bench", "--threads", "1", "--batch", "2", "--json", "-");
        Assert.Equal(0, run.ExitCode);
        var line = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(
            ["model", "device", "threads", "batch", "median_ms", "min_ms", "p95_ms", "runs", "images_per_s", "gflops"], line.EnumerateObject().Select(p => p.Name));
        Assert.True(line.GetProperty("min_ms").GetDouble() <= line.GetProperty("median_ms").GetDouble());
    }
}
