using System.Text.Json;

namespace IlgpuCam.Cli;

/// <summary>JSON Lines: a record a line.</summary>
internal static class JsonLines
{
    /// <summary>Writes one record and ends its line.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="write">Writes the record.</param>
    /// <param name="options">How it is written; must not be indented.</param>
    internal static void Write(Stream stream, Action<Utf8JsonWriter> write, JsonWriterOptions options = default)
    {
        using (var json = new Utf8JsonWriter(stream, options))
        {
            write(json);
        }

        stream.WriteByte((byte)'\n');
    }
}
