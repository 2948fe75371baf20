using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Cli.Evaluating;
using IlgpuCam.Explain;

namespace IlgpuCam.Cli.Explaining;

/// <summary>What an explanation was made of and with, as JSON: enough to make it again.</summary>
/// <param name="photo">The photo's file.</param>
/// <param name="model">The model's file.</param>
/// <param name="seed">Where random numbers started.</param>
/// <param name="arguments">The command line.</param>
/// <param name="files">Names and paths of the files beside it.</param>
internal sealed class ExplanationJson(string photo, string model, int seed, IEnumerable<string> arguments, IReadOnlyList<(string Name, string File)> files)
{
    private const int BestClasses = 5;

    internal void Write(Stream stream, ExplanationReport report)
    {
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("program");
            json.WriteString("name", "ilgpucam");
            json.WriteString("version", typeof(ExplanationJson).Assembly.GetName().Version?.ToString(3));
            json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
            json.WriteString("processor", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());
            json.WriteTexts("arguments", arguments);
            json.WriteEndObject();
            WriteFile(json, "image", photo);
            json.WriteNumber("width", report.Photo.Width);
            json.WriteNumber("height", report.Photo.Height);
            json.WriteEndObject();
            WriteFile(json, "model", model);
            json.WriteString("network_sha256", RunSettings.Checksum(report.Model.Network));
            json.WriteEndObject();
            json.WritePropertyName("preprocessing");
            json.WriteRawValue(report.Model.Preprocessing.ToJson());
            json.WriteString("device", report.Model.Device);
            json.WriteNumber("seed", seed);
            json.WriteStartArray("predictions");
            foreach (var index in ClassScores.Top(report.Scores.Logits, BestClasses))
            {
                json.WriteStartObject();
                WriteClass(json, index, report.Model.LabelOf(index), report.Scores.Logits[index], report.Scores.Probabilities[index]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("classes");
            foreach (var found in report.Classes)
            {
                json.WriteStartObject(found.Role);
                WriteClass(json, found.Index, found.Label, found.Logit, found.Probability);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartArray("methods");
            foreach (var method in report.Methods)
            {
                WriteMethod(json, method);
            }

            json.WriteEndArray();
            json.WriteStartObject("files");
            foreach (var (name, file) in files)
            {
                json.WriteString(name, file);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteFile(Utf8JsonWriter json, string name, string path)
    {
        using var file = File.OpenRead(path);
        json.WriteStartObject(name);
        json.WriteString("file", path);
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private static void WriteClass(Utf8JsonWriter json, int index, string label, float logit, float probability)
    {
        json.WriteNumber("class_index", index);
        json.WriteString("label", label);
        json.WriteFinite("logit", logit);
        json.WriteFinite("probability", probability);
    }

    private static void WriteMethod(Utf8JsonWriter json, ExplainedMethod method)
    {
        var info = method.Method.Info;
        json.WriteStartObject();
        json.WriteString("name", info.Name);
        json.WriteString("title", info.Title);
        json.WriteString("paper", info.Paper);
        json.WriteString("forwards", info.Forwards);
        json.WriteString("backwards", info.Backwards);
        json.WriteStartObject("settings");
        MethodSettings.Write(json, method.Method);
        json.WriteEndObject();
        json.WriteStartArray("layers");
        foreach (var layer in method.Layers)
        {
            json.WriteStartObject();
            json.WriteString("layer", layer.Value);
            json.WriteString("node", layer.Name);
            json.WriteNumber("channels", layer.Channels);
            WriteIntegers(json, "resolution", layer.Height, layer.Width);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("maps");
        foreach (var map in method.Maps)
        {
            json.WriteStartObject(map.Class.Role);
            json.WriteString("tensor", method.NameOf(map));
            WriteIntegers(json, "shape", map.Map.Height, map.Map.Width);
            json.WriteFinite("minimum", map.Map.Values.Min());
            json.WriteFinite("maximum", map.Map.Values.Max());
            if (map.Localization.Box is { } box)
            {
                WriteIntegers(json, "box", box.X0, box.Y0, box.X1, box.Y1);
            }
            else
            {
                json.WriteNull("box");
            }

            WriteIntegers(json, "peak", map.Localization.Peak.X, map.Localization.Peak.Y);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteIntegers(Utf8JsonWriter json, string name, params ReadOnlySpan<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
