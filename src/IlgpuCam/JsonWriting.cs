using System.Text.Json;

namespace IlgpuCam;

/// <summary>What several writers of JSON need.</summary>
internal static class JsonWriting
{
    /// <summary>Writes a field that is an array of whole numbers: a shape, a stride, axes.</summary>
    public static void WriteIntegers(this Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
