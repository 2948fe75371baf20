using System.Text.Json;
using IlgpuCam.Compute;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>The command <c>bench --kernels</c>: that it says what it should, not how fast anything is.</summary>
public sealed class KernelBenchTests
{
    private static readonly string Model = Path.Combine(TestFiles.Root, "weights", "efficientnet_lite0.cam");

    [Fact]
    public void Every_launch_of_a_model_has_a_record()
    {
        var records = Records("--model", Model, "--device", "emulator");
        Assert.All(records, r => Assert.Equal(("efficientnet_lite0.cam", "emulator"), (r.GetProperty("model").GetString(), r.GetProperty("device").GetString())));
        Assert.Contains(records, r => r.GetProperty("kernel").GetString()!.StartsWith("DepthwiseConvolution", StringComparison.Ordinal));

        // Two operations a multiply-add, of which the direct algorithm has 388 million; Winograd's has fewer.
        Assert.InRange(records.Sum(r => r.GetProperty("operations").GetDouble()), 5e8, 8e8);
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
        var run = CommandLineTool.Run("bench", "--kernels", "--model", Model, "--device", "emulator");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.Matches(@"^layer +kernel +result +ms +GFLOP/s +GB/s +of peak +bound by$", lines[0].TrimEnd());
        Assert.Matches(@" FullyConnected_Forward_\w+ +1x1000 +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+ % +(memory|arithmetic)", run.Output);
        Assert.Matches(@"efficientnet_lite0\.cam on emulator, batch 1: \d+ launches, [\d.]+ ms; the device's peak [\d.]+ GFLOP/s, [\d.]+ GB/s", run.Output);
        Assert.Matches(@"% +[\d.]+ ms +1 x FullyConnected_Forward_", run.Output);
    }

    [Fact]
    public void The_processor_has_no_kernels_to_measure()
    {
        var run = CommandLineTool.Run("bench", "--kernels", "--device", "cpu");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--kernels", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
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
