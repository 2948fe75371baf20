using System.Globalization;
using System.Text.Json;
using IlgpuCam.Gpu.Profiling;

namespace IlgpuCam.Cli;

/// <summary>What <c>bench --kernels</c> says.</summary>
/// <param name="Model">The model's file, or null for the suite.</param>
/// <param name="Device">The device.</param>
/// <param name="Batch">Images.</param>
/// <param name="Peak">What the device can do at most.</param>
/// <param name="Kernels">The measured launches.</param>
/// <param name="OnProcessor">The nodes that were left to the processor.</param>
internal sealed record KernelReport(
    string? Model, string Device, int Batch, DevicePeak Peak, IReadOnlyList<KernelMeasurement> Kernels, IReadOnlyList<string> OnProcessor)
{
    private const int LongestLayer = 40;

    /// <summary>The table, and what it adds up to.</summary>
    internal IEnumerable<string> Lines()
    {
        string[] heads = ["layer", "kernel", "result", "ms", "GFLOP/s", "GB/s", "of peak", "bound by"];
        var rows = Kernels.Select(k => (string[])
        [
            k.Layer, k.Kernel, k.Result.ToString(), Text($"{k.Milliseconds:0.0000}"), k.Operations == 0 ? "-" : Text($"{k.Gflops:0.0}"), Text($"{k.GigabytesPerSecond:0.0}"),
            Text($"{100 * k.ShareOfPeak(Peak):0.0} %"), Bound(k),
        ]).ToList();
        var widths = TextTable.Widths(heads, rows);
        widths[0] = Math.Min(widths[0], LongestLayer);
        foreach (var line in TextTable.Lines(heads, rows, widths, texts: 3))
        {
            yield return line;
        }

        var total = Kernels.Sum(k => k.Milliseconds);
        yield return string.Empty;
        var peak = Text($"the device's peak {Peak.Gflops:0.0} GFLOP/s, {Peak.GigabytesPerSecond:0.0} GB/s");
        yield return Text($"{Model ?? "usual shapes"} on {Device}, batch {Batch}: {Kernels.Count} launches, {total:0.000} ms; {peak}");
        foreach (var group in Kernels.GroupBy(k => k.Kernel).OrderByDescending(g => g.Sum(k => k.Milliseconds)))
        {
            var time = group.Sum(k => k.Milliseconds);
            yield return Text($"{100 * time / total,5:0.0} %  {time,9:0.0000} ms  {group.Count(),4} x {group.Key}");
        }

        if (OnProcessor.Count > 0)
        {
            yield return $"not measured, since they run on the processor: {string.Join(", ", OnProcessor)}";
        }
    }

    /// <summary>JSON Lines, a record a launch.</summary>
    internal void WriteJson(Stream stream)
    {
        foreach (var kernel in Kernels)
        {
            JsonLines.Write(stream, json => Write(json, kernel));
        }
    }

    private void Write(Utf8JsonWriter json, KernelMeasurement kernel)
    {
        json.WriteStartObject();
        json.WriteString("model", Model);
        json.WriteString("device", Device);
        json.WriteNumber("batch", Batch);
        json.WriteString("layer", kernel.Layer);
        json.WriteString("kernel", kernel.Kernel);
        WriteNumbers(json, "result", kernel.Result);
        WriteNumbers(json, "grid", [kernel.Launch.GridDim.X, kernel.Launch.GridDim.Y, kernel.Launch.GridDim.Z]);
        WriteNumbers(json, "group", [kernel.Launch.GroupDim.X, kernel.Launch.GroupDim.Y, kernel.Launch.GroupDim.Z]);
        json.WriteNumber("ms", kernel.Milliseconds);
        json.WriteNumber("operations", kernel.Operations);
        json.WriteNumber("bytes", kernel.Bytes);
        json.WriteNumber("gflops", kernel.Gflops);
        json.WriteNumber("gb_per_s", kernel.GigabytesPerSecond);
        json.WriteNumber("share_of_peak", kernel.ShareOfPeak(Peak));
        json.WriteString("bound_by", Bound(kernel));
        json.WriteNumber("peak_gflops", Peak.Gflops);
        json.WriteNumber("peak_gb_per_s", Peak.GigabytesPerSecond);
        json.WriteEndObject();
    }

    private string Bound(KernelMeasurement kernel) => kernel.IsBoundByMemory(Peak) ? "memory" : "arithmetic";

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
