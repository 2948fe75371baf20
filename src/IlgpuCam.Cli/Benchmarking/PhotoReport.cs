using System.Globalization;
using System.Text.Json;

namespace IlgpuCam.Cli.Benchmarking;

/// <summary>What <c>bench --photos</c> says.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Threads">Threads of the whole.</param>
/// <param name="Photos">How many photos were measured.</param>
/// <param name="Times">The times.</param>
internal sealed record PhotoReport(string Model, int Threads, int Photos, PhotoTimes Times)
{
    /// <summary>Two lines: the parts, and the whole.</summary>
    internal IEnumerable<string> Lines()
    {
        yield return Text($"{Photos} photos, {Model} on cpu, ms a photo on one thread: decoding {Times.Decode:0.000}, resampling {Times.Resample:0.000}, forward pass {Times.Forward:0.000}, localisation {Times.Localize:0.000}, together {Times.OneThread:0.000}");
        yield return Text($"a folder on {Threads} threads: {Times.Whole:0.000} ms a photo, {1000 / Times.Whole:0.0} photos/s, {100 * Times.Efficiency(Threads):0} % of {Threads} / ({Times.OneThread:0.000} ms)");
    }

    /// <summary>The same as one JSON record.</summary>
    internal void WriteJson(Stream stream) => JsonLines.Write(stream, json =>
    {
        json.WriteStartObject();
        json.WriteString("model", Model);
        json.WriteString("device", "cpu");
        json.WriteNumber("threads", Threads);
        json.WriteNumber("photos", Photos);
        json.WriteNumber("decode_ms", Times.Decode);
        json.WriteNumber("resample_ms", Times.Resample);
        json.WriteNumber("forward_ms", Times.Forward);
        json.WriteNumber("localize_ms", Times.Localize);
        json.WriteNumber("one_thread_ms", Times.OneThread);
        json.WriteNumber("whole_ms", Times.Whole);
        json.WriteNumber("images_per_s", 1000 / Times.Whole);
        json.WriteNumber("efficiency", Times.Efficiency(Threads));
        json.WriteEndObject();
    });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
