using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Explaining;

/// <summary>The maps of an explanation as numbers: a tensor a method and class, about each of which the metadata say in JSON what it is.</summary>
internal static class ExplanationMaps
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(string path, ExplanationReport report)
    {
        var maps = report.Methods.SelectMany(method => method.Maps.Select(map => (Name: method.NameOf(map), Method: method, Map: map))).ToArray();
        SafeTensorsWriter.Write(
            path,
            maps.Select(m => KeyValuePair.Create(m.Name, ConstantTensor.FromFloats([m.Map.Map.Height, m.Map.Map.Width], m.Map.Map.Values))),
            maps.ToDictionary(m => m.Name, m => Describe(m.Method, m.Map), StringComparer.Ordinal));
    }

    private static string Describe(ExplainedMethod method, ExplainedMap map)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("method", method.Method.Info.Name);
            json.WriteTexts("layers", method.Layers.Select(l => l.Value));
            json.WriteString("role", map.Class.Role);
            json.WriteNumber("class_index", map.Class.Index);
            json.WriteString("label", map.Class.Label);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
