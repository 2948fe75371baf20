using System.Buffers.Binary;
using System.Text;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Png;

/// <summary>The chunks of a PNG file that matter here: header, palette, compressed pixels, EXIF (PNG third edition, section 5).</summary>
internal sealed class PngFile
{
    private readonly List<(int Start, int Length)> _pixelChunks = [];
    private bool _ended;

    private PngFile()
    {
    }

    /// <summary>The header.</summary>
    public PngHeader Header { get; private set; }

    /// <summary>Three bytes an entry, at most 256 entries; empty where there is none.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>The data of all IDAT chunks: one zlib stream.</summary>
    public byte[] Compressed { get; private set; } = [];

    /// <summary>The data of the eXIf chunk: a TIFF block; empty where there is none.</summary>
    public byte[] Exif { get; private set; } = [];

    /// <summary>Whether the file stops before its end chunk.</summary>
    public bool EndMissing { get; private set; }

    /// <summary>One sentence for each defect that does not make the file unreadable.</summary>
    public List<string> Warnings { get; } = [];

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Walks over the chunks and checks them.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="options">The limit on pixels.</param>
    /// <exception cref="ImageFormatException">The file is broken other than by a missing end, or ends before its pixels.</exception>
    public static PngFile Read(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        if (!data.StartsWith(Signature))
        {
            throw new ImageFormatException("The PNG signature is damaged, as when a file is sent as text.");
        }

        var file = new PngFile();
        var offset = Signature.Length;
        while (!file._ended)
        {
            var rest = data[offset..];
            if (rest.Length < 8)
            {
                file.EndMissing = true;
                break;
            }

            var claimed = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var whole = rest.Length - 12 >= claimed;
            var length = (int)Math.Min(claimed, rest.Length - 8);
            file.TakeChunk(rest, offset, length, whole, options);
            if (!whole)
            {
                file.EndMissing = true;
                break;
            }

            offset += 12 + length;
        }

        if (file.Header.Width == 0)
        {
            throw new ImageFormatException($"The PNG file ends after {data.Length} bytes, before its header.");
        }

        file.Compressed = new byte[file._pixelChunks.Sum(chunk => chunk.Length)];
        var position = 0;
        foreach (var (start, length) in file._pixelChunks)
        {
            data.Slice(start, length).CopyTo(file.Compressed.AsSpan(position));
            position += length;
        }

        return file;
    }

    private void TakeChunk(ReadOnlySpan<byte> chunk, int offset, int length, bool whole, DecodeOptions options)
    {
        var type = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        if (offset == Signature.Length && type != ChunkType.Header)
        {
            throw new ImageFormatException($"The first PNG chunk is {Name(type)}, expected IHDR.");
        }

        if (whole && (IsCritical(type) || type == ChunkType.Exif) && !CheckMatches(chunk, length, out var stored, out var computed))
        {
            var mismatch = $"The check value of PNG chunk {Name(type)} at offset {offset} is 0x{stored:X8}, but its data give 0x{computed:X8}";
            if (IsCritical(type))
            {
                throw new ImageFormatException(mismatch + ".");
            }

            Warnings.Add(mismatch + "; the chunk was ignored.");
            return;
        }

        var body = chunk.Slice(8, length);
        switch (type)
        {
            case ChunkType.Header when offset == Signature.Length:
                Header = PngHeader.Read(body, options);
                break;
            case ChunkType.Palette when whole:
                SetPalette(body, offset);
                break;
            case ChunkType.PixelData:
                if (_pixelChunks.Count > 0 && _pixelChunks[^1].Start + _pixelChunks[^1].Length + 4 != offset)
                {
                    throw new ImageFormatException($"The PNG chunk IDAT at offset {offset} does not follow the other IDAT chunks.");
                }

                _pixelChunks.Add((offset + 8, length));
                break;
            case ChunkType.End:
                _ended = whole;
                break;
            case ChunkType.Exif when whole:
                Exif = body.ToArray();
                break;
            default:
                if (IsCritical(type) && type != ChunkType.Palette)
                {
                    throw new ImageFormatException($"The PNG chunk {Name(type)} at offset {offset} is unknown and not optional.");
                }

                break;
        }
    }

    private static bool CheckMatches(ReadOnlySpan<byte> chunk, int length, out uint stored, out uint computed)
    {
        stored = BinaryPrimitives.ReadUInt32BigEndian(chunk[(8 + length)..]);
        computed = Crc32.Compute(chunk.Slice(4, 4 + length));
        return stored == computed;
    }

    // Bit 5 of the first letter: lower case means ancillary.
    private static bool IsCritical(uint type) => (type & 0x20000000) == 0;

    private static string Name(uint type)
    {
        var name = new StringBuilder();
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            var letter = (char)((type >> shift) & 0xFF);
            name = char.IsAsciiLetter(letter) ? name.Append(letter) : name.Append($"\\x{(int)letter:X2}");
        }

        return name.ToString();
    }

    private void SetPalette(ReadOnlySpan<byte> body, int offset)
    {
        if (Header.ColorType != PngColorType.Palette)
        {
            return;
        }

        if (Palette.Length > 0)
        {
            throw new ImageFormatException($"The PNG chunk PLTE at offset {offset} is the second one.");
        }

        if (body.Length % 3 != 0 || body.Length is 0 or > 768)
        {
            throw new ImageFormatException($"The PNG palette at offset {offset} has {body.Length} bytes, expected 3 for each of 1 to 256 colours.");
        }

        Palette = body.ToArray();
    }

    private static class ChunkType
    {
        public const uint Header = 0x49484452;
        public const uint Palette = 0x504C5445;
        public const uint PixelData = 0x49444154;
        public const uint End = 0x49454E44;
        public const uint Exif = 0x65584966;
    }
}
