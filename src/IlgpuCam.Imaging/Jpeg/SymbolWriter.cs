namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Writes symbols as Huffman codes (ITU T.81, F.1.2): most significant bit first, a zero byte after each 0xFF.</summary>
internal struct SymbolWriter : ISymbolSink
{
    private readonly Stream _destination;
    private readonly HuffmanEncodingTable[] _tables;
    private readonly byte[] _buffer = new byte[1 << 15];
    private int _used;
    private ulong _bits;
    private int _count;

    /// <summary>Starts to write.</summary>
    /// <param name="destination">Receives entropy-coded data.</param>
    /// <param name="tables">Luminance DC, luminance AC, chrominance DC, chrominance AC.</param>
    internal SymbolWriter(Stream destination, HuffmanEncodingTable[] tables)
    {
        _destination = destination;
        _tables = tables;
    }

    /// <inheritdoc/>
    public void Add(int table, int symbol, int extra, int size)
    {
        var (code, length) = _tables[table].Code(symbol);
        Append(((ulong)code << size) | (uint)extra, length + size);
    }

    /// <summary>Fills the last byte with ones and hands everything to the stream.</summary>
    internal void Finish()
    {
        Append(0x7F, 7);
        _destination.Write(_buffer, 0, _used);
        _used = 0;
        _count = 0;
    }

    private void Append(ulong bits, int count)
    {
        _bits = (_bits << count) | bits;
        _count += count;
        while (_count >= 8)
        {
            _count -= 8;
            Put((byte)(_bits >> _count));
        }
    }

    private void Put(byte value)
    {
        if (_used > _buffer.Length - 2)
        {
            _destination.Write(_buffer, 0, _used);
            _used = 0;
        }

        _buffer[_used++] = value;
        if (value == 0xFF)
        {
            _buffer[_used++] = 0;
        }
    }
}
