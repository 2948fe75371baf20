using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace IlgpuCam.Imaging.Tests.Png;

/// <summary>Writes PNG files of every kind, straight from the specification and independent of the decoder: bit by bit and without any shortcut.</summary>
internal sealed class TestPng
{
    private static readonly int[][] Adam7 =
        [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

    public int Width { get; init; } = 5;

    public int Height { get; init; } = 4;

    public int Depth { get; init; } = 8;

    public int ColorType { get; init; } = 2;

    public bool Interlaced { get; init; }

    public byte[] Palette { get; init; } = [];

    /// <summary>The sample at x, y of a channel.</summary>
    public Func<int, int, int, int> Sample { get; init; } = (x, y, c) => (x * 17) + (y * 31) + (c * 57);

    /// <summary>The filter of a row, counted over all passes.</summary>
    public Func<int, int> Filter { get; init; } = row => row % 5;

    public List<(string Type, byte[] Data)> BeforePixels { get; init; } = [];

    public List<(string Type, byte[] Data)> AfterPixels { get; init; } = [];

    /// <summary>Bytes in each IDAT chunk.</summary>
    public int ChunkBytes { get; init; } = int.MaxValue;

    public int Channels => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    public static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.Latin1.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    public byte[] ToArray() => ToArray(Compress(Scanlines()));

    public byte[] ToArray(byte[] compressed)
    {
        var file = new List<byte> { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A };
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9], header[12]) = ((byte)Depth, (byte)ColorType, (byte)(Interlaced ? 1 : 0));
        file.AddRange(Chunk("IHDR", header));
        BeforePixels.ForEach(chunk => file.AddRange(Chunk(chunk.Type, chunk.Data)));
        if (Palette.Length > 0)
        {
            file.AddRange(Chunk("PLTE", Palette));
        }

        for (var at = 0; at < compressed.Length; at += Math.Min(ChunkBytes, compressed.Length - at))
        {
            file.AddRange(Chunk("IDAT", compressed.AsSpan(at, Math.Min(ChunkBytes, compressed.Length - at))));
        }

        AfterPixels.ForEach(chunk => file.AddRange(Chunk(chunk.Type, chunk.Data)));
        file.AddRange(Chunk("IEND", []));
        return [.. file];
    }

    public static byte[] Compress(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var compressor = new ZLibStream(stream, CompressionLevel.Optimal))
        {
            compressor.Write(data);
        }

        return stream.ToArray();
    }

    public byte[] Scanlines()
    {
        var result = new List<byte>();
        var row = 0;
        foreach (var pass in Interlaced ? Adam7 : [[0, 0, 1, 1]])
        {
            byte[]? above = null;
            for (var y = pass[1]; y < Height && pass[0] < Width; y += pass[3])
            {
                var bits = new List<bool>();
                for (var x = pass[0]; x < Width; x += pass[2])
                {
                    for (var c = 0; c < Channels; c++)
                    {
                        var sample = Sample(x, y, c);
                        for (var bit = Depth - 1; bit >= 0; bit--)
                        {
                            bits.Add(((sample >> bit) & 1) != 0);
                        }
                    }
                }

                var line = new byte[(bits.Count + 7) / 8];
                for (var i = 0; i < bits.Count; i++)
                {
                    line[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
                }

                var filter = Filter(row++);
                result.Add((byte)filter);
                result.AddRange(ApplyFilter(filter, line, above ?? new byte[line.Length], Math.Max(1, Channels * Depth / 8)));
                above = line;
            }
        }

        return [.. result];
    }

    private static IEnumerable<byte> ApplyFilter(int filter, byte[] line, byte[] above, int distance)
    {
        for (var i = 0; i < line.Length; i++)
        {
            int a = i >= distance ? line[i - distance] : 0, b = above[i], c = i >= distance ? above[i - distance] : 0;
            int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
            var paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
            var prediction = filter switch { 1 => a, 2 => b, 3 => (a + b) / 2, 4 => paeth, _ => 0 };
            yield return (byte)(line[i] - prediction);
        }
    }
}
