using System.Text.Json;

namespace IlgpuCam.Cli;

/// <summary>What several writers of JSON need.</summary>
internal static class JsonFields
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

    /// <summary>Writes an array of whole numbers, such as a shape or a box.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The field's name; null inside another array.</param>
    /// <param name="values">The numbers.</param>
    internal static void WriteIntegers(this Utf8JsonWriter json, string? name, params ReadOnlySpan<int> values)
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
