using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// A Huffman table as a DHT segment lists it (ITU T.81, B.2.4.2): how many codes of each length, and the symbols in order of their codes.
/// </summary>
internal sealed class HuffmanSpecification
{
    /// <summary>Creates a table, checking that its codes exist.</summary>
    /// <param name="counts">16 numbers of codes, of the lengths 1 to 16.</param>
    /// <param name="symbols">As many symbols.</param>
    /// <exception cref="ImageFormatException">More codes than their lengths allow, or another number of symbols.</exception>
    internal HuffmanSpecification(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var total = 0;
        var code = 0;
        for (var length = 1; length <= 16; length++)
        {
            total += counts[length - 1];
            code = (code << 1) + counts[length - 1];
            if (code > 1 << length)
            {
                throw JpegErrors.Of($"has a Huffman table with more codes of up to {length} bits than exist");
            }
        }

        if (total != symbols.Length)
        {
            throw JpegErrors.Of($"has a Huffman table of {total} codes with {symbols.Length} symbols");
        }

        Counts = counts.ToArray();
        Symbols = symbols.ToArray();
    }

    /// <summary>How many codes have the lengths 1 to 16.</summary>
    internal byte[] Counts { get; }

    /// <summary>The symbols in order of their codes.</summary>
    internal byte[] Symbols { get; }
}
