using System.Text.Json;
using IlgpuCam.Compute;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>The command <c>bench --kernels</c>: that it says what it should, not how fast anything is.</summary>
public sealed class KernelBenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_launch_of_a_model_has_a_record()
    {
        var records = Records("--model", SaveModel(), "--device", "emulator", "--batch", "2");
        Assert.Equal(["first", "mean", "logits"], records.Select(r => r.GetProperty("layer").GetString()));
        Assert.All(records, r => Assert.Equal(("small.cam", "emulator", 2), (r.GetProperty("model").GetString(), r.GetProperty("device").GetString(), r.GetProperty("batch").GetInt32())));
        Assert.Equal([2 * 2 * 8 * 144 * 75, 2 * 8 * 196, 2 * 2 * 4 * 8], records.Select(r => r.GetProperty("operations").GetInt32()));
        Assert.Equal([2, 8, 12, 12], records[0].GetProperty("result").EnumerateArray().Select(v => v.GetInt32()));
    }

    [Fact]
    public void Without_a_model_there_is_a_suite_that_has_the_kernels_up_to_the_boxes()
    {
        var device = Devices.Enumerate().Devices.FirstOrDefault(d => d.Kind == DeviceKind.OpenCl)?.Id ?? "emulator";
        var kernels = Records("--device", device).Select(r => r.GetProperty("kernel").GetString()!.Split('_')[0]).ToHashSet();
        string[] expected =
        [
            "Convolution", "Winograd", "DepthwiseConvolution", "FullyConnected", "Pooling", "GlobalPooling", "Elementwise", "ChannelNormalization", "StridedCopy", "Softmax",
            "Preprocess", "TopClasses", "ClassActivationMaps", "Upsampling", "ConnectedComponents",
        ];
        Assert.Empty(expected.Except(kernels));
    }

    [Fact]
    public void The_table_has_a_line_a_launch_and_one_a_kernel()
    {
        var run = CommandLineTool.Run("bench", "--kernels", "--model", SaveModel(), "--device", "emulator");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.Matches(@"^layer +kernel +result +ms +GFLOP/s +GB/s +of peak +bound by$", lines[0].TrimEnd());
        Assert.Matches(@"^logits +FullyConnected_Forward_\w+ +1x4 +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+ % +(memory|arithmetic)", lines[4]);
        Assert.Matches(@"small\.cam on emulator, batch 1: 3 launches, [\d.]+ ms; the device's peak [\d.]+ GFLOP/s, [\d.]+ GB/s", run.Output);
        Assert.Matches(@"% +[\d.]+ ms +1 x FullyConnected_Forward_", run.Output);
        Assert.EndsWith("run on the processor: mirror", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_processors_layers_have_a_record_each()
    {
        var model = SaveModel();
        var run = CommandLineTool.Run("bench", "--layers", "--model", model, "--device", "cpu", "--threads", "1", "--json", "-");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        JsonElement[] records = [.. run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["first", "mirror", "mean", "logits"], records.Select(r => r.GetProperty("layer").GetString()));
        Assert.Equal(["direct", "", "", "direct"], records.Select(r => r.GetProperty("algorithm").GetString()));
        Assert.Equal([8 * 144 * 75, 0, 0, 4 * 8], records.Select(r => r.GetProperty("multiply_adds").GetInt32()));
        Assert.All(records, r => Assert.True(r.GetProperty("ms").GetDouble() >= 0 && r.GetProperty("peak_gflops").GetDouble() > 0, r.ToString()));

        var table = CommandLineTool.Run("bench", "--layers", "--model", model, "--device", "cpu", "--threads", "1").Output;
        Assert.Matches(@"^layer +operator +algorithm +result +ms +share +GFLOP/s +of peak", table);
        Assert.Matches(@"\nfirst +conv2d +direct +1x8x12x12 +[\d.]+ +[\d.]+ % +[\d.]+ +\d+ %", table);
        Assert.Matches(@"small\.cam on cpu, 1 threads: 4 layers, [\d.]+ ms, [\d.]+ GFLOP/s, \d+ % of the peak of [\d.]+", table);
    }

    [Theory]
    [InlineData("--batch", "2", "--device", "cpu")]
    [InlineData("--device", "emulator")]
    public void Layers_are_measured_on_the_processor_with_one_image(params string[] arguments)
    {
        var run = CommandLineTool.Run(["bench", "--layers", "--model", SaveModel(), .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--layers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_has_no_kernels_to_measure()
    {
        var run = CommandLineTool.Run("bench", "--kernels", "--device", "cpu");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--kernels", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    // A mirroring pad has no kernel.
    private string SaveModel()
    {
        Node[] nodes =
        [
            new("first", new Conv2d(Size2.One, default, Size2.One), ["image", "window"], "value0"),
            new("mirror", new Pad([0, 0, 1, 1, 0, 0, 1, 1], Mode: PadMode.Reflect), ["value0"], "value1"),
            new("mean", new GlobalPool(PoolingKind.Average, false), ["value1"], "value2"),
            new("logits", new FullyConnected(), ["value2", "weights"], "value3"),
        ];
        KeyValuePair<string, ConstantTensor>[] constants =
        [
            new("window", ConstantTensor.FromFloats([8, 3, 5, 5], new float[600])),
            new("weights", ConstantTensor.FromFloats([4, 8], new float[32])),
        ];
        var path = Path.Combine(_folder.Path, "small.cam");
        ModelFile.Save(path, new(new([new("image", [-1, 3, 16, 16])], constants, nodes, ["value3"])));
        return path;
    }

    private static JsonElement[] Records(params string[] arguments)
    {
        var run = CommandLineTool.Run(["bench", "--kernels", .. arguments, "--json", "-"]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        JsonElement[] records = [.. run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.All(records, r => Assert.All(
            ["ms", "gb_per_s", "share_of_peak", "peak_gflops", "peak_gb_per_s"],
            name => Assert.True(r.GetProperty(name).GetDouble() > 0, r.ToString())));
        return records;
    }
}
