using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Models;

namespace IlgpuCam.Tensors;

/// <summary>Writes safetensors files. Larger elements come first, so that every tensor is aligned without gaps, then names in ordinal order: equal content gives equal bytes.</summary>
public static class SafeTensorsWriter
{
    // The header is padded to this, the largest element's size, so that the data begin aligned.
    private const int Alignment = 8;

    // Quotes inside texts as \" and other letters as they are: the metadata are long JSON texts.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file, through a temporary one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and tensors; the order does not matter.</param>
    /// <param name="metadata">Texts for <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">A name stands twice, or is <c>__metadata__</c>.</exception>
    /// <exception cref="ModelFormatException">The header would be longer than the 100 MB that readers accept.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, ConstantTensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var parts = ToParts(tensors);
        AtomicFile.Write(path, stream => WriteParts(stream, parts, metadata));
    }

    /// <summary>Writes to a stream, which needs not be seekable and is left open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">Names and tensors; the order does not matter.</param>
    /// <param name="metadata">Texts for <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">A name stands twice, or is <c>__metadata__</c>.</exception>
    /// <exception cref="ModelFormatException">The header would be longer than the 100 MB that readers accept.</exception>
    public static void Write(
        Stream stream, IEnumerable<KeyValuePair<string, ConstantTensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteParts(stream, ToParts(tensors), metadata);
    }

    /// <summary>Writes tensors whose bytes are asked for one at a time, when their turn comes.</summary>
    internal static void WriteParts(Stream stream, IEnumerable<SafeTensorsPart> parts, IReadOnlyDictionary<string, string>? metadata)
    {
        SafeTensorsPart[] ordered = [.. parts.OrderByDescending(part => part.Type.Size()).ThenBy(part => part.Name, StringComparer.Ordinal)];
        var header = Header(ordered, metadata);
        var padding = -header.Length & (Alignment - 1);

        Span<byte> length = stackalloc byte[SafeTensorsHeader.PrefixBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length + padding);
        stream.Write(length);
        stream.Write(header);
        stream.Write("        "u8[..padding]);
        foreach (var part in ordered)
        {
            var tensor = part.Load();
            if (tensor.Type != part.Type || !tensor.Shape.Equals(part.Shape))
            {
                throw new InvalidOperationException($"{part.Name} was announced as {part.Type} of {part.Shape} and is {tensor.Type} of {tensor.Shape}");
            }

            stream.Write(tensor.Bytes.Span);

            // The bytes may be mapped: a span alone does not keep them, and they are not needed again.
            tensor.ReleasePages();
        }
    }

    private static List<SafeTensorsPart> ToParts(IEnumerable<KeyValuePair<string, ConstantTensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return [.. tensors.Select(pair => new SafeTensorsPart(pair.Key, pair.Value.Type, pair.Value.Shape, () => pair.Value))];
    }

    private static ReadOnlySpan<byte> Header(SafeTensorsPart[] parts, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                WriteMetadata(json, metadata);
            }

            var names = new HashSet<string>(StringComparer.Ordinal) { SafeTensorsHeader.MetadataKey };
            var offset = 0L;
            foreach (var part in parts)
            {
                if (!names.Add(part.Name))
                {
                    throw new ArgumentException($"the name {MessageText.Quote(part.Name)} is taken", nameof(parts));
                }

                WriteTensor(json, part, ref offset);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenCount <= SafeTensorsHeader.MaxBytes - Alignment
            ? buffer.WrittenSpan
            : throw new ModelFormatException($"The safetensors header takes {buffer.WrittenCount} bytes, and readers accept {SafeTensorsHeader.MaxBytes}.");
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafeTensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, SafeTensorsPart part, ref long offset)
    {
        json.WriteStartObject(part.Name);
        json.WriteString("dtype"u8, SafeTensorsTypes.NameOf(part.Type));
        json.WriteIntegers("shape", part.Shape);
        json.WriteStartArray("data_offsets"u8);
        json.WriteNumberValue(offset);
        offset += part.Shape.ElementCount * part.Type.Size();
        json.WriteNumberValue(offset);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
