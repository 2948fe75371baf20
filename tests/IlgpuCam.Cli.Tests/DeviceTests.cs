using System.Text.Json;
using IlgpuCam.Compute;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>Commands on accelerators: the same answers as on the processor, and one sentence where there is no such device.</summary>
public sealed class DeviceTests
{
    private static readonly string Coffee = Path.Combine(TestFiles.Root, "samples", "coffee.png");

    [Fact]
    public void Devices_are_listed_and_those_that_are_missing_have_a_reason()
    {
        var run = CommandLineTool.Run("devices");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("cpu", run.Output, StringComparison.Ordinal);
        Assert.Contains("emulator", run.Output, StringComparison.Ordinal);
        Assert.All(Devices.Enumerate().Missing, m => Assert.Contains(m.Reason, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_accelerator_finds_the_boxes_of_the_processor()
    {
        var expected = Predictions("cpu", out _);
        foreach (var device in Devices.Enumerate().Devices.Where(d => d.Kind != DeviceKind.Cuda))
        {
            var found = Predictions(device.Id, out var name);
            Assert.Equal(device.Id, name);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i].GetProperty("class_index").GetInt32(), found[i].GetProperty("class_index").GetInt32());
                Assert.Equal(expected[i].GetProperty("logit").GetDouble(), found[i].GetProperty("logit").GetDouble(), 1e-3);
                Assert.Equal(Box(expected[i]), Box(found[i]));
            }
        }
    }

    [Theory]
    [InlineData("cuda:77")]
    [InlineData("opencl:77")]
    public void A_device_that_is_not_there_is_a_failure_with_the_reason(string device)
    {
        var run = CommandLineTool.Run("localize", Coffee, "--device", device);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(device, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("opencl:x")]
    [InlineData("cuda:-1")]
    [InlineData("cpu:0")]
    [InlineData("emulator:1")]
    public void A_device_that_cannot_be_read_is_wrong_usage(string device) =>
        Assert.Equal(2, CommandLineTool.Run("localize", Coffee, "--device", device).ExitCode);

    private static JsonElement[] Predictions(string device, out string? name)
    {
        var run = CommandLineTool.Run("localize", Coffee, "--top", "3", "--device", device, "--json", "-");
        Assert.True(run.ExitCode == 0, run.Error);
        var record = JsonDocument.Parse(run.Output).RootElement;
        name = record.GetProperty("device").GetString();
        return [.. record.GetProperty("predictions").EnumerateArray()];
    }

    private static int[] Box(JsonElement prediction) => [.. prediction.GetProperty("box").EnumerateArray().Select(v => v.GetInt32())];
}
