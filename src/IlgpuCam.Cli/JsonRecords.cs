using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli;

/// <summary>Writes JSON Lines: one record a photo.</summary>
/// <param name="stream">Where to.</param>
/// <param name="format">What the records say beside the photo's own.</param>
internal sealed class JsonRecords(Stream stream, RecordFormat format)
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
        json.WriteString("model", format.Model);
        json.WriteString("device", device);
        if (format.Method is { } method)
        {
            json.WriteString("method", method);
            json.WriteTexts("layers", format.Layers ?? []);
        }

        json.WriteStartArray("predictions");
        foreach (var prediction in result.Predictions)
        {
            WritePrediction(json, prediction);
        }

        json.WriteEndArray();
        if (format.HasGuesses)
        {
            json.WriteStartArray("guesses");
            foreach (var guess in PaperProtocol.Predictions(result))
            {
                json.WriteStartObject();
                json.WriteNumber("class_index", guess.ClassIndex);
                WriteBox(json, "box", guess.Box);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (warnings.Count > 0)
        {
            json.WriteTexts("warnings", warnings);
        }
    }

    private void WritePrediction(Utf8JsonWriter json, Prediction prediction)
    {
        json.WriteStartObject();
        json.WriteNumber("class_index", prediction.ClassIndex);
        json.WriteString("label", prediction.Label);
        json.WriteFinite("logit", prediction.Logit);
        json.WriteFinite("probability", prediction.Probability);
        if (prediction.Box is { } box)
        {
            WriteBox(json, "box", box);
        }
        else
        {
            json.WriteNull("box");
        }

        if (format.HasBoxes)
        {
            json.WriteStartArray("boxes");
            foreach (var each in prediction.Boxes)
            {
                WriteBox(json, null, each);
            }

            json.WriteEndArray();
        }

        json.WriteNumber("component_area", prediction.Localization.ComponentArea);
        WriteNumbers(json, "peak", prediction.Localization.Peak.X, prediction.Localization.Peak.Y);
        json.WriteEndObject();
    }

    private static void WriteBox(Utf8JsonWriter json, string? name, PixelBox box) => WriteNumbers(json, name, box.X0, box.Y0, box.X1, box.Y1);

    private static void WriteNumbers(Utf8JsonWriter json, string? name, params ReadOnlySpan<int> values)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
