using System.Text.Json;
using IlgpuCam.Images;
using IlgpuCam.Import;
using IlgpuCam.Models;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>ONNX has no place for preprocessing and labels: they go beside the file and come back from there.</summary>
public sealed class SidecarTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Model => Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_exported_model_localizes_as_the_one_it_came_from()
    {
        var cam = Convert(Model, "own.cam", "--preprocess", "size=192x208,resize=letterbox,filter=lanczos,mean=120.5:121:122,std=60");
        var run = Convert("own.cam", "model.onnx");
        Assert.Equal((0, string.Empty), (cam.ExitCode, cam.Error));
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(
            ["model.json", "model.labels.txt", "model.onnx", "own.cam"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var (expected, actual) = (Localize("own.cam"), Localize("model.onnx"));
        Assert.Equal(5, expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            foreach (var key in (string[])["class_index", "label", "box", "component_area", "peak"])
            {
                Assert.Equal(expected[i].GetProperty(key).GetRawText(), actual[i].GetProperty(key).GetRawText());
            }

            Assert.Equal(expected[i].GetProperty("logit").GetDouble(), actual[i].GetProperty("logit").GetDouble(), 1e-4);
        }

        // And back: the file that holds everything is the same.
        Assert.Equal(0, Convert("model.onnx", "again.cam").ExitCode);
        var (first, again) = (ModelReader.Load(_folder["own.cam"]), ModelReader.Load(_folder["again.cam"]));
        Assert.Equal(first.Preprocessing, again.Preprocessing! with { Labels = first.Preprocessing!.Labels });
        Assert.Equal(first.Labels!, again.Labels!);
    }

    [Fact]
    public void Labels_come_back_whatever_they_consist_of()
    {
        string[] names = ["plain", "two\nlines", "\"quoted\", größer", "last"];
        var network = ModelReader.Load(Model).Network;
        ModelSidecar.Save(_folder["m.onnx"], new(network) { Labels = new(names) });
        OnnxExporter.Save(_folder["m.onnx"], new(network));
        var model = ModelReader.Load(_folder["m.onnx"]);
        Assert.Equal([names[0], "two lines", names[2], names[3]], model.Labels!);
        Assert.Equal(Preprocessing.ImageNet with { Labels = "m.labels.txt" }, model.Preprocessing);
    }

    [Fact]
    public void What_belongs_to_something_else_is_left_alone()
    {
        File.WriteAllText(_folder["model.json"], "{\"epochs\":90}");
        var run = Convert(Model, "model.onnx");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("model.json", run.Error, StringComparison.Ordinal);
        Assert.Equal("{\"epochs\":90}", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.Path))));
    }

    [Fact]
    public void A_model_that_states_nothing_gets_nothing_beside_it_and_says_what_is_there()
    {
        ModelFile.Save(_folder["bare.cam"], new(ModelReader.Load(Model).Network));
        Assert.Equal(string.Empty, Convert("bare.cam", "bare.onnx").Error);
        Assert.False(File.Exists(_folder["bare.json"]));
        File.WriteAllText(_folder["bare.json"], "{\"size\":160}");
        var run = Convert("bare.cam", "bare.onnx");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("bare.json", run.Error, StringComparison.Ordinal);
        Assert.Equal("{\"size\":160}", File.ReadAllText(_folder["bare.json"]));
    }

    private CommandResult Convert(string source, string target, params string[] options) => CommandLineTool.RunIn(_folder.Path, ["convert", source, target, .. options]);

    private List<JsonElement> Localize(string model)
    {
        var run = CommandLineTool.RunIn(_folder.Path, "localize", Path.Combine(TestFiles.Root, "samples", "coffee.png"), "--model", model, "--json", "-", "--device", "cpu");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        return [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("predictions").EnumerateArray()];
    }
}
