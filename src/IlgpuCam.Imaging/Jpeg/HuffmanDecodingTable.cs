namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// A Huffman table prepared for decoding: one look at the next nine bits settles nearly every code, and small AC coefficients with it.
/// </summary>
internal sealed class HuffmanDecodingTable
{
    /// <summary>How many bits the tables look ahead.</summary>
    internal const int LookAhead = 9;

    private readonly int[] _limits = new int[18];
    private readonly int[] _offsets = new int[17];
    private readonly byte[] _symbols;

    /// <summary>Prepares a table.</summary>
    /// <param name="specification">As the file lists it.</param>
    internal HuffmanDecodingTable(HuffmanSpecification specification)
    {
        _symbols = specification.Symbols;
        var code = 0;
        var first = 0;
        for (var length = 1; length <= 16; length++)
        {
            int count = specification.Counts[length - 1];
            _offsets[length] = first - code;
            if (length <= LookAhead)
            {
                for (var i = 0; i < count; i++)
                {
                    Enter(code + i, length, _symbols[first + i]);
                }
            }

            code += count;
            first += count;

            // Codes of this length lie below this limit, seen as the first bits of a 16-bit number.
            _limits[length] = code << (16 - length);
            code <<= 1;
        }

        _limits[17] = int.MaxValue;
        foreach (var symbol in _symbols)
        {
            LargestSymbol = Math.Max(LargestSymbol, symbol);
        }
    }

    /// <summary>For each value of the next nine bits: code length in bits 8 and up, symbol below; 0 where the code is longer.</summary>
    internal ushort[] Codes { get; } = new ushort[1 << LookAhead];

    /// <summary>
    /// For each value of the next nine bits that hold a whole AC coefficient: the coefficient in bits 16 and up, its run of zeros in bits 8
    /// to 15, the bits used in bits 0 to 7; 0 elsewhere.
    /// </summary>
    internal int[] Coefficients { get; } = new int[1 << LookAhead];

    /// <summary>The largest symbol; one above 15 is no size of a DC difference.</summary>
    internal int LargestSymbol { get; }

    /// <summary>Finds a code that is longer than the tables look ahead.</summary>
    /// <param name="next">The next 16 bits.</param>
    /// <param name="length">The code's length; 17 where no code fits.</param>
    /// <returns>The symbol, 0 where no code fits.</returns>
    internal int DecodeLong(int next, out int length)
    {
        length = LookAhead + 1;
        while (next >= _limits[length])
        {
            length++;
        }

        return length <= 16 ? _symbols[_offsets[length] + (next >> (16 - length))] : 0;
    }

    private void Enter(int code, int length, byte symbol)
    {
        var spare = LookAhead - length;
        var start = code << spare;
        Codes.AsSpan(start, 1 << spare).Fill((ushort)((length << 8) | symbol));
        var size = symbol & 15;
        if (size == 0 || size > spare)
        {
            return;
        }

        for (var i = 0; i < 1 << spare; i++)
        {
            var magnitude = i >> (spare - size);
            var value = magnitude < 1 << (size - 1) ? magnitude - (1 << size) + 1 : magnitude;
            Coefficients[start + i] = (value << 16) | ((symbol >> 4) << 8) | (length + size);
        }
    }
}
