using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// What stays in force from one segment to the next: quantisation tables, Huffman tables, restart interval (ITU T.81, B.2.4).
/// </summary>
internal sealed class DecoderTables
{
    private readonly short[]?[] _quantization = new short[]?[4];
    private readonly HuffmanDecodingTable?[] _dc = new HuffmanDecodingTable?[4];
    private readonly HuffmanDecodingTable?[] _ac = new HuffmanDecodingTable?[4];

    /// <summary>MCUs between two restart markers; 0 where there are none.</summary>
    internal int RestartInterval { get; private set; }

    /// <summary>Takes in a DQT segment.</summary>
    /// <param name="segment">Its parameters.</param>
    /// <exception cref="ImageFormatException">It is damaged.</exception>
    internal void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var wide = segment[0] >> 4;
            var destination = segment[0] & 15;
            var length = wide == 0 ? 64 : 128;
            if (wide > 1 || destination > 3 || segment.Length < 1 + length)
            {
                throw JpegErrors.Of($"has a damaged quantisation table: precision {wide}, table {destination}, {segment.Length - 1} bytes");
            }

            var values = segment.Slice(1, length);
            var table = new short[64];
            for (var i = 0; i < 64; i++)
            {
                // Kept as 16 bits, as libjpeg-turbo does: products with a coefficient wrap there, too.
                table[ZigZag.ToNatural[i]] = wide == 0 ? values[i] : BinaryPrimitives.ReadInt16BigEndian(values[(2 * i)..]);
            }

            _quantization[destination] = table;
            segment = segment[(1 + length)..];
        }
    }

    /// <summary>Takes in a DHT segment.</summary>
    /// <param name="segment">Its parameters.</param>
    /// <exception cref="ImageFormatException">It is damaged.</exception>
    internal void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var kind = segment[0] >> 4;
            var destination = segment[0] & 15;
            if (kind > 1 || destination > 3 || segment.Length < 17)
            {
                throw JpegErrors.Of($"has a damaged Huffman table: class {kind}, table {destination}, {segment.Length - 1} bytes");
            }

            var counts = segment.Slice(1, 16);
            var total = 0;
            foreach (var count in counts)
            {
                total += count;
            }

            if (total > 256 || total > segment.Length - 17)
            {
                throw JpegErrors.Of($"has a damaged Huffman table: {total} codes in {segment.Length - 17} bytes");
            }

            (kind == 0 ? _dc : _ac)[destination] = new(new(counts, segment.Slice(17, total)));
            segment = segment[(17 + total)..];
        }
    }

    /// <summary>Takes in a DRI segment.</summary>
    /// <param name="segment">Its parameters.</param>
    /// <exception cref="ImageFormatException">It is damaged.</exception>
    internal void ReadRestartInterval(ReadOnlySpan<byte> segment)
    {
        if (segment.Length != 2)
        {
            throw JpegErrors.Of($"has a restart interval of {segment.Length} bytes where 2 were expected");
        }

        RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
    }

    /// <summary>A quantisation table, in row-major order.</summary>
    /// <param name="index">0 to 3.</param>
    /// <exception cref="ImageFormatException">The file has not defined it.</exception>
    internal short[] Quantization(int index) =>
        (index < 4 ? _quantization[index] : null) ?? throw JpegErrors.Of($"uses quantisation table {index} without defining it");

    /// <summary>A Huffman table for DC differences.</summary>
    /// <param name="index">0 to 3.</param>
    /// <param name="progressive">Whether the file is progressive; motion JPEG, which is not, leaves out the typical tables.</param>
    /// <exception cref="ImageFormatException">The file has not defined it, or it has impossible sizes.</exception>
    internal HuffmanDecodingTable Dc(int index, bool progressive)
    {
        _dc[index] ??= progressive ? null : Typical(index, StandardHuffmanTables.LuminanceDc, StandardHuffmanTables.ChrominanceDc);
        var table = _dc[index] ?? throw JpegErrors.Of($"uses DC Huffman table {index} without defining it");
        return table.LargestSymbol <= 15
            ? table
            : throw JpegErrors.Of($"has a DC Huffman table with a size of {table.LargestSymbol} bits, above 15");
    }

    /// <summary>A Huffman table for AC coefficients.</summary>
    /// <param name="index">0 to 3.</param>
    /// <param name="progressive">Whether the file is progressive; motion JPEG, which is not, leaves out the typical tables.</param>
    /// <exception cref="ImageFormatException">The file has not defined it.</exception>
    internal HuffmanDecodingTable Ac(int index, bool progressive)
    {
        _ac[index] ??= progressive ? null : Typical(index, StandardHuffmanTables.LuminanceAc, StandardHuffmanTables.ChrominanceAc);
        return _ac[index] ?? throw JpegErrors.Of($"uses AC Huffman table {index} without defining it");
    }

    private static HuffmanDecodingTable? Typical(int index, HuffmanSpecification luminance, HuffmanSpecification chrominance) => index switch
    {
        0 => new(luminance),
        1 => new(chrominance),
        _ => null,
    };
}
