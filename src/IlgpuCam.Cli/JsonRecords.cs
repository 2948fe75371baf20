using System.Text.Encodings.Web;
using System.Text.Json;

namespace IlgpuCam.Cli;

/// <summary>Writes JSON Lines: one record a photo.</summary>
/// <param name="stream">Where to.</param>
/// <param name="model">The model's file name.</param>
internal sealed class JsonRecords(Stream stream, string model)
{
    // Labels and paths stay readable; the output is a file, never part of a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal void Write(PhotoOutcome outcome)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("image", outcome.Input.Path);
            if (outcome.Result is { } result)
            {
                WriteResult(json, result, outcome.Device, outcome.Warnings);
            }
            else
            {
                json.WriteString("error", outcome.Error);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private void WriteResult(Utf8JsonWriter json, PhotoResult result, string device, IReadOnlyList<string> warnings)
    {
        json.WriteNumber("width", result.Placement.PhotoWidth);
        json.WriteNumber("height", result.Placement.PhotoHeight);
        json.WriteString("model", model);
        json.WriteString("device", device);
        json.WriteStartArray("predictions");
        foreach (var prediction in result.Predictions)
        {
            WritePrediction(json, prediction);
        }

        json.WriteEndArray();
        if (warnings.Count > 0)
        {
            json.WriteStartArray("warnings");
            foreach (var warning in warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
        }
    }

    private static void WritePrediction(Utf8JsonWriter json, Prediction prediction)
    {
        json.WriteStartObject();
        json.WriteNumber("class_index", prediction.ClassIndex);
        json.WriteString("label", prediction.Label);
        WriteFinite(json, "logit", prediction.Logit);
        WriteFinite(json, "probability", prediction.Probability);
        if (prediction.Box is { } box)
        {
            WriteNumbers(json, "box", box.X0, box.Y0, box.X1, box.Y1);
        }
        else
        {
            json.WriteNull("box");
        }

        json.WriteNumber("component_area", prediction.Localization.ComponentArea);
        WriteNumbers(json, "peak", prediction.Localization.Peak.X, prediction.Localization.Peak.Y);
        json.WriteEndObject();
    }

    /// <summary>JSON has no infinity and no NaN.</summary>
    private static void WriteFinite(Utf8JsonWriter json, string name, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, params ReadOnlySpan<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
