using System.Text.Json;
using IlgpuCam.Import;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

public sealed class InfoCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Model => Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_JSON_has_field_and_resolution_of_every_layer_and_of_the_features()
    {
        var info = Json(Model);
        var first = info.GetProperty("layers")[0];
        Assert.Equal([112, 112], Integers(first, "mapping_resolution"));
        Assert.Equal([3, 3], Integers(first.GetProperty("receptive_field"), "size"));
        Assert.Equal([2, 2], Integers(first.GetProperty("receptive_field"), "stride"));
        Assert.Equal(JsonValueKind.Number, first.GetProperty("receptive_field").GetProperty("offset")[0].ValueKind);
        var last = info.GetProperty("layers").EnumerateArray().Last();
        Assert.True(last.GetProperty("receptive_field").GetProperty("whole").GetBoolean());
        Assert.Equal(JsonValueKind.Null, last.GetProperty("mapping_resolution").ValueKind);
        var head = info.GetProperty("head");
        Assert.Equal([7, 7], Integers(head, "mapping_resolution"));
        Assert.Equal([851, 851], Integers(head.GetProperty("receptive_field"), "size"));
        Assert.False(head.GetProperty("receptive_field").GetProperty("gated").GetBoolean());
    }

    [Fact]
    public void Layers_for_explanations_are_listed_with_their_resolution()
    {
        var layers = Json(Model).GetProperty("target_layers").EnumerateArray().ToArray();
        var recommended = layers.Where(l => l.GetProperty("recommended").GetBoolean()).ToArray();
        Assert.Equal([112, 56, 28, 14, 7], recommended.Select(l => l.GetProperty("resolution")[0].GetInt32()));
        var last = layers.Single(l => l.GetProperty("default").GetBoolean());
        Assert.Equal("hardtanh_32", last.GetProperty("layer").GetString());
        Assert.Equal(1280, last.GetProperty("channels").GetInt32());
        Assert.True(layers.Length > 40);
        var text = CommandLineTool.Run("info", Model).Output;
        Assert.Matches(@"hardtanh_32\s+n4_33\s+activate\s+1,280\s+7x7\s+default\n", text);
        Assert.Matches(@"hardtanh_22\s+n4_23\s+activate\s+672\s+14x14\n", text);
    }

    [Fact]
    public void A_finer_map_has_the_same_field_at_half_the_stride()
    {
        var field = Json(Model, "--mapping-resolution", "14").GetProperty("head").GetProperty("receptive_field");
        Assert.Equal([851, 851], Integers(field, "size"));
        Assert.Equal([16, 16], Integers(field, "stride"));
    }

    [Fact]
    public void The_table_says_it_too()
    {
        var text = CommandLineTool.Run("info", Model).Output;
        Assert.Contains("multiply-adds", text, StringComparison.Ordinal);
        Assert.Contains("851x851 pixels, stride 32", text, StringComparison.Ordinal);
        Assert.Matches(@"mapping resolution\s+7x7", text);
        Assert.DoesNotContain("statistics", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 7)]
    [InlineData(140, 9)]
    public void The_table_fits_into_a_window(int width, int columns)
    {
        var model = ModelReader.Load(Model);
        var lines = InfoTable.Layers(new("m.cam", model, ShapeInference.Infer(model.Network, model.Network.DefaultShapes())), width).ToList();
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        Assert.Equal(columns, lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Single(lines.Select(l => l.Length).Distinct());
    }

    [Fact]
    public void Long_names_keep_their_ends_and_tiny_windows_do_no_harm()
    {
        var model = ModelReader.Load(Model);
        var report = new ModelReport("m.cam", model, ShapeInference.Infer(model.Network, model.Network.DefaultShapes()));
        var narrow = InfoTable.Layers(report, 20).ElementAt(2).Split(' ')[0];
        Assert.StartsWith("..", narrow, StringComparison.Ordinal);
        Assert.EndsWith(narrow[2..], report.Layers[0].Name, StringComparison.Ordinal);
    }

    [SharedFact("nets/mobilenet_v3_large.onnx")]
    public void Without_a_map_it_says_why_and_what_a_gradient_method_would_use()
    {
        var path = NetWeights.Write(TestFiles.Shared("nets"), "mobilenet_v3_large", _folder.Path, isFilled: false);
        var head = Json(path).GetProperty("head");
        Assert.Contains("hidden layers", head.GetProperty("why_no_cam").GetString(), StringComparison.Ordinal);
        Assert.Equal([1, 960, 7, 7], Integers(head, "gradient_layer_shape"));
        Assert.NotEmpty(head.GetProperty("gradient_layer").GetString()!);
        Assert.Equal([595, 595], Integers(head.GetProperty("receptive_field"), "size"));
        Assert.True(head.GetProperty("receptive_field").GetProperty("gated").GetBoolean());
        var text = CommandLineTool.Run("info", path).Output;
        Assert.Contains($"layer {head.GetProperty("gradient_layer").GetString()}, 1x960x7x7", text, StringComparison.Ordinal);
        Assert.Contains("595x595+", text, StringComparison.Ordinal);
        Assert.Contains("+ also depends on the whole image", text, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_device_it_says_which_layers_run_on_the_processor()
    {
        var path = SaveWithPadding();
        var info = Json(path, "--device", "emulator");
        Assert.Equal("emulator", info.GetProperty("device").GetString());
        Assert.Equal(["mirror", "value2"], info.GetProperty("layers_on_processor").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(["emulator", "cpu", "cpu", "emulator"], info.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("device").GetString()));

        var text = CommandLineTool.Run("info", path, "--device", "emulator").Output;
        Assert.Matches(@"multiply-adds\s+device\n", text);
        Assert.Matches(@"mirror .* cpu\n", text);
        Assert.Contains("emulator; 2 of 4 layers have no kernel and run on the processor: mirror, value2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_with_a_kernel_for_every_layer_runs_all() =>
        Assert.Contains("emulator runs all", CommandLineTool.Run("info", Model, "--device", "emulator").Output, StringComparison.Ordinal);

    [Fact]
    public void On_the_processor_nothing_is_said_of_devices()
    {
        var path = SaveWithPadding();
        Assert.Equal(CommandLineTool.Run("info", path).Output, CommandLineTool.Run("info", path, "--device", "cpu").Output);
        Assert.False(Json(path, "--device", "cpu").TryGetProperty("device", out _));
        Assert.Equal(2, CommandLineTool.Run("info", path, "--device", "nowhere").ExitCode);
    }

    // A mirroring pad has no kernel; the second of them has no name either.
    private string SaveWithPadding()
    {
        var weights = ConstantTensor.FromFloats([2, 3, 1, 1], [1, 0, 0, 0, 1, 0]);
        var pad = new Pad([0, 0, 1, 1, 0, 0, 1, 1], Mode: PadMode.Reflect);
        Node[] nodes =
        [
            new("first", new Conv2d(Size2.One, default, Size2.One), ["image", "weights"], "value0"),
            new("mirror", pad, ["value0"], "value1"),
            new(string.Empty, pad, ["value1"], "value2"),
            new("mean", new GlobalPool(PoolingKind.Average), ["value2"], "value3"),
        ];
        var network = new Network([new("image", [1, 3, 8, 8])], [KeyValuePair.Create("weights", weights)], nodes, ["value3"]);
        var path = Path.Combine(_folder.Path, "padded.cam");
        ModelFile.Save(path, new(network));
        return path;
    }

    private static JsonElement Json(params string[] arguments)
    {
        var run = CommandLineTool.Run(["info", .. arguments, "--json", "-"]);
        Assert.Equal(string.Empty, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static IEnumerable<int> Integers(JsonElement parent, string name) => parent.GetProperty(name).EnumerateArray().Select(v => v.GetInt32());
}
