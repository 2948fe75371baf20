using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace IlgpuCam.Tests.Tensors;

/// <summary>A second reader and writer of safetensors, made from the format's published page and nothing of the library's, to hold the library against.</summary>
internal static class PublishedFormat
{
    /// <summary>A file of a header and data as they are given.</summary>
    public static byte[] File(string header, params byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, 8);
        data.CopyTo(file, 8 + text.Length);
        return file;
    }

    /// <summary>Dtype, shape and bytes of every tensor, and the metadata.</summary>
    public static (Dictionary<string, (string Dtype, long[] Shape, byte[] Bytes)> Tensors, Dictionary<string, string> Metadata) Read(byte[] file)
    {
        var headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal('{', (char)file[8]);
        var data = file.AsMemory(8 + headerLength);
        using var header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        var tensors = new Dictionary<string, (string, long[], byte[])>();
        var metadata = new Dictionary<string, string>();
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                metadata = entry.Value.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!);
                continue;
            }

            var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(value => value.GetInt32()).ToArray();
            tensors.Add(entry.Name, (
                entry.Value.GetProperty("dtype").GetString()!,
                [.. entry.Value.GetProperty("shape").EnumerateArray().Select(value => value.GetInt64())],
                data[offsets[0]..offsets[1]].ToArray()));
        }

        return (tensors, metadata);
    }
}
