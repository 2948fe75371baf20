namespace IlgpuCam.Imaging.Jpeg;

/// <summary>A Huffman table prepared for encoding (ITU T.81, C.2): codes of one length are consecutive numbers.</summary>
internal sealed class HuffmanEncodingTable
{
    private readonly ushort[] _codes = new ushort[256];
    private readonly byte[] _lengths = new byte[256];

    /// <summary>Prepares a table.</summary>
    /// <param name="specification">As the file lists it.</param>
    internal HuffmanEncodingTable(HuffmanSpecification specification)
    {
        var next = 0;
        var code = 0;
        for (var length = 1; length <= 16; length++)
        {
            for (var i = 0; i < specification.Counts[length - 1]; i++)
            {
                var symbol = specification.Symbols[next++];
                _codes[symbol] = (ushort)code++;
                _lengths[symbol] = (byte)length;
            }

            code <<= 1;
        }
    }

    /// <summary>The code of a symbol and its length in bits.</summary>
    /// <param name="symbol">A symbol of the table.</param>
    internal (int Code, int Length) Code(int symbol) => (_codes[symbol], _lengths[symbol]);
}
