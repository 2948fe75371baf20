using System.Text.Json;

namespace IlgpuCam.Cli;

/// <summary>What several writers of JSON need.</summary>
internal static class JsonTexts
{
    /// <summary>Writes a field that is an array of texts.</summary>
    internal static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a number; null for infinity and NaN, which JSON lacks.</summary>
    internal static void WriteFinite(this Utf8JsonWriter json, string name, float value)
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
}
