using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Bmp;

/// <summary>
/// The file header and information header of a BMP file: BITMAPCOREHEADER, OS22X, BITMAPINFOHEADER and its later versions
/// (Microsoft's documentation of wingdi.h; for OS/2 its Presentation Manager reference).
/// </summary>
internal sealed record BmpHeader
{
    private const int FileHeaderBytes = 14;
    private const int CoreHeaderBytes = 12;

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Whether the first row is the top one; usually it is the bottom one.</summary>
    public required bool TopDown { get; init; }

    /// <summary>1, 2, 4, 8, 16, 24 or 32.</summary>
    public required int BitsPerPixel { get; init; }

    /// <summary>How the pixels are stored.</summary>
    public required BmpCompression Compression { get; init; }

    /// <summary>The bits of red, green and blue; with 16 and 32 bits only.</summary>
    public required (uint Red, uint Green, uint Blue) Masks { get; init; }

    /// <summary>The colours of the indices; null above 8 bits.</summary>
    public required Palette? Palette { get; init; }

    /// <summary>Where the pixels start.</summary>
    public required int PixelOffset { get; init; }

    /// <summary>Bytes of an uncompressed row: a multiple of 4.</summary>
    public long RowBytes => (((long)Width * BitsPerPixel) + 31) / 32 * 4;

    /// <summary>Reads and checks the headers and the palette.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="options">The limit on pixels.</param>
    /// <exception cref="ImageFormatException">A value is not allowed, or the file ends before the pixels.</exception>
    public static BmpHeader Read(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        Require(data, FileHeaderBytes + 4);
        var pixelOffset = BinaryPrimitives.ReadUInt32LittleEndian(data[10..]);
        var headerBytes = BinaryPrimitives.ReadUInt32LittleEndian(data[FileHeaderBytes..]);
        if (headerBytes is not (CoreHeaderBytes or 16 or 40 or 52 or 56 or 64 or 108 or 124))
        {
            throw new ImageFormatException($"The BMP information header claims {headerBytes} bytes, expected 12, 16, 40, 52, 56, 64, 108 or 124.");
        }

        var headerEnd = FileHeaderBytes + (int)headerBytes;
        Require(data, headerEnd);
        var info = data[FileHeaderBytes..headerEnd];
        var core = headerBytes == CoreHeaderBytes;
        long width = core ? BinaryPrimitives.ReadUInt16LittleEndian(info[4..]) : BinaryPrimitives.ReadInt32LittleEndian(info[4..]);
        long height = core ? BinaryPrimitives.ReadUInt16LittleEndian(info[6..]) : BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(info[(core ? 10 : 14)..]);
        var compression = info.Length >= 40 ? BinaryPrimitives.ReadUInt32LittleEndian(info[16..]) : 0;
        PixelLimits.Check("BMP", width, Math.Abs(height), options);
        CheckCombination(bits, compression, info.Length);

        var masks = bits == 16 ? (0x7C00u, 0x03E0u, 0x001Fu) : (0x00FF0000u, 0x0000FF00u, 0x000000FFu);
        var paletteOffset = headerEnd;
        if ((BmpCompression)compression is BmpCompression.BitFields or BmpCompression.AlphaBitFields)
        {
            // The oldest header is followed by the masks, later ones contain them; the place is the same.
            const int MaskOffset = FileHeaderBytes + 40;
            paletteOffset = Math.Max(headerEnd, MaskOffset + (compression == (uint)BmpCompression.BitFields ? 12 : 16));
            Require(data, paletteOffset);
            masks = (BinaryPrimitives.ReadUInt32LittleEndian(data[MaskOffset..]),
                BinaryPrimitives.ReadUInt32LittleEndian(data[(MaskOffset + 4)..]),
                BinaryPrimitives.ReadUInt32LittleEndian(data[(MaskOffset + 8)..]));
        }

        if (pixelOffset < paletteOffset || pixelOffset >= data.Length)
        {
            throw new ImageFormatException($"The BMP pixels are said to start at offset {pixelOffset}, expected {paletteOffset} to {data.Length - 1}.");
        }

        var colors = info.Length >= 40 ? BinaryPrimitives.ReadUInt32LittleEndian(info[32..]) : 0;
        return new BmpHeader
        {
            Width = (int)width,
            Height = (int)Math.Abs(height),
            TopDown = height < 0,
            BitsPerPixel = bits,
            Compression = (BmpCompression)compression,
            Masks = masks,
            Palette = bits <= 8 ? ReadPalette(data[paletteOffset..(int)pixelOffset], core ? 3 : 4, bits, colors) : null,
            PixelOffset = (int)pixelOffset,
        };
    }

    private static void Require(ReadOnlySpan<byte> data, int length)
    {
        if (data.Length < length)
        {
            throw new ImageFormatException($"The BMP file ends after {data.Length} bytes, within its header of at least {length}.");
        }
    }

    private static void CheckCombination(int bits, uint compression, int headerBytes)
    {
        // In the header of OS/2 2.x the numbers 3 and 4 mean Huffman coding and 24-bit runs.
        var supported = compression switch
        {
            0 => bits is 1 or 2 or 4 or 8 or 16 or 24 or 32,
            1 => bits == 8,
            2 => bits == 4,
            3 or 6 => bits is 16 or 32 && headerBytes != 64,
            _ => false,
        };
        if (!supported)
        {
            throw new ImageFormatException(
                $"A BMP image of {bits} bits a pixel with compression {compression} is not supported; "
                + "expected 1, 2, 4, 8, 16, 24 or 32 bits, run lengths (4, 8 bits) or bit fields (16, 32 bits).");
        }
    }

    private static Palette ReadPalette(ReadOnlySpan<byte> entries, int entryBytes, int bits, uint claimed)
    {
        var most = Math.Min(1 << bits, entries.Length / entryBytes);
        var count = claimed == 0 ? most : (int)Math.Min(claimed, (uint)most);
        if (count == 0)
        {
            throw new ImageFormatException($"The BMP image of {bits} bits a pixel has no palette before its pixels.");
        }

        var palette = new byte[count * 3];
        for (var i = 0; i < count; i++)
        {
            var entry = entries[(i * entryBytes)..];
            (palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]) = (entry[2], entry[1], entry[0]);
        }

        return new Palette(palette, "BMP");
    }
}
