using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Tensors;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>Features of many photos as a file, for whatever trains on them.</summary>
public static class FeatureFile
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes safetensors: the tensor <c>features</c> [N,K], and in the metadata <c>ids</c>, a JSON array of N texts, beside what the caller adds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The photos: name and K features each.</param>
    /// <param name="count">K.</param>
    /// <param name="metadata">More metadata, such as model and layer.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteSafeTensors(
        string path, IReadOnlyList<(string Id, float[] Features)> rows, int count, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var bytes = new byte[checked(rows.Count * count * sizeof(float))];
        for (var i = 0; i < rows.Count; i++)
        {
            MemoryMarshal.AsBytes<float>(rows[i].Features).CopyTo(bytes.AsSpan(i * count * sizeof(float)));
        }

        var texts = new Dictionary<string, string>(metadata) { ["ids"] = Ids(rows) };
        SafeTensorsWriter.Write(path, [new("features", new(ElementType.Float32, [rows.Count, count], bytes))], texts);
    }

    /// <summary>Writes CSV (RFC 4180): a head, then a line a photo with its name and its features in the fewest digits that give the same float.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="rows">The photos, taken one after the other.</param>
    /// <param name="count">K.</param>
    public static void WriteCsv(Stream stream, IEnumerable<(string Id, float[] Features)> rows, int count)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Enumerable.Range(0, count).Select(k => string.Create(CultureInfo.InvariantCulture, $"f{k}")).Prepend("image")));
        foreach (var (id, features) in rows)
        {
            writer.Write(CsvText.Field(id));
            foreach (var feature in features)
            {
                writer.Write(',');
                writer.Write(feature.ToString(CultureInfo.InvariantCulture));
            }

            writer.WriteLine();
        }
    }

    private static string Ids(IReadOnlyList<(string Id, float[] Features)> rows)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartArray();
            foreach (var (id, _) in rows)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
