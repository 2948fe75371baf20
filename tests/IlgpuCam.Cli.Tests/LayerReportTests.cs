using System.Text;
using System.Text.Json;
using IlgpuCam.Cpu.Profiling;

namespace IlgpuCam.Cli.Tests;

public sealed class LayerReportTests
{
    [Fact]
    public void A_layer_too_short_for_the_clock_is_a_whole_line_of_json()
    {
        var report = new LayerReport("m.onnx", 1, 200, [new("flat", "reshape", string.Empty, [1, 512], 0, 0), new("head", "conv2d", "direct", [1, 8, 7, 7], 0.5, 25_000_000)]);
        using var stream = new MemoryStream();
        report.WriteJson(stream);
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rates = lines.Select(l =>
        {
            using var line = JsonDocument.Parse(l);
            return (line.RootElement.GetProperty("gflops").GetDouble(), line.RootElement.GetProperty("share_of_peak").GetDouble());
        });
        Assert.Equal([(0, 0), (100, 0.5)], rates);
    }
}
