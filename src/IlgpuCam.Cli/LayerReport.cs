using System.Globalization;
using System.Text.Json;
using IlgpuCam.Cpu.Profiling;

namespace IlgpuCam.Cli;

/// <summary>What <c>bench --layers</c> says.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Threads">Threads of a run.</param>
/// <param name="Peak">Billions of operations a second that so many threads can do at most.</param>
/// <param name="Layers">The layers, in the order in which they run.</param>
internal sealed record LayerReport(string Model, int Threads, double Peak, IReadOnlyList<LayerMeasurement> Layers)
{
    private const int LongestLayer = 40;

    /// <summary>The table, and what it adds up to.</summary>
    internal IEnumerable<string> Lines()
    {
        string[] heads = ["layer", "operator", "algorithm", "result", "ms", "share", "GFLOP/s", "of peak"];
        var total = Layers.Sum(l => l.Milliseconds);
        var rows = Layers.Select(l => (string[])
        [
            l.Layer, l.Operator, l.Algorithm, l.Result.ToString(), Text($"{l.Milliseconds:0.0000}"), Text($"{100 * l.Milliseconds / total:0.0} %"),
            l.MultiplyAdds == 0 ? "-" : Text($"{l.Gflops:0.0}"), l.MultiplyAdds == 0 ? "-" : Text($"{100 * l.Gflops / Peak:0} %"),
        ]).ToList();
        var widths = TextTable.Widths(heads, rows);
        widths[0] = Math.Min(widths[0], LongestLayer);
        foreach (var line in TextTable.Lines(heads, rows, widths, texts: 4))
        {
            yield return line;
        }

        var rate = 2e-6 * Layers.Sum(l => l.MultiplyAdds) / total;
        yield return string.Empty;
        yield return Text($"{Model} on cpu, {Threads} threads: {Layers.Count} layers, {total:0.000} ms, {rate:0.0} GFLOP/s, {100 * rate / Peak:0} % of the peak of {Peak:0.0}; operations are those of the direct algorithm");
    }

    /// <summary>JSON Lines, a record a layer.</summary>
    internal void WriteJson(Stream stream)
    {
        foreach (var layer in Layers)
        {
            JsonLines.Write(stream, json => Write(json, layer));
        }
    }

    private void Write(Utf8JsonWriter json, LayerMeasurement layer)
    {
        json.WriteStartObject();
        json.WriteString("model", Model);
        json.WriteString("device", "cpu");
        json.WriteNumber("threads", Threads);
        json.WriteString("layer", layer.Layer);
        json.WriteString("operator", layer.Operator);
        json.WriteString("algorithm", layer.Algorithm);
        json.WriteStartArray("result");
        foreach (var dimension in layer.Result)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteNumber("ms", layer.Milliseconds);
        json.WriteNumber("multiply_adds", layer.MultiplyAdds);
        json.WriteNumber("gflops", layer.Gflops);
        json.WriteNumber("share_of_peak", layer.Gflops / Peak);
        json.WriteNumber("peak_gflops", Peak);
        json.WriteEndObject();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
