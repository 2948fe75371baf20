using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// The bits of entropy-coded data (ITU T.81, B.1.1.5): most significant first, a zero byte after each 0xFF dropped. Where a marker or the
/// end of the file comes too early, zeros follow, as in libjpeg, and <see cref="IsStarved"/> says so.
/// </summary>
internal ref struct BitReader
{
    /// <summary>The longest code and the largest number behind it together fit into this many bits.</summary>
    internal const int LongestSymbol = 32;

    // Right after Fill, at least this many bits are there unless the data ended.
    private const int FilledBits = 57;

    private readonly ReadOnlySpan<byte> _data;
    private bool _ended;

    /// <summary>Starts to read.</summary>
    /// <param name="data">The file.</param>
    /// <param name="position">The first byte of entropy-coded data.</param>
    internal BitReader(ReadOnlySpan<byte> data, int position)
    {
        _data = data;
        Position = position;
    }

    /// <summary>
    /// The next bits, the first one on top; below the last one are zeros or bits that the next <see cref="Fill()"/> will count.
    /// </summary>
    internal ulong Bits;

    /// <summary>How many bits are there; negative once more were taken than the data had.</summary>
    internal int Count;

    /// <summary>The first byte not yet taken in; at the end of a segment that of the marker.</summary>
    internal int Position { get; private set; }

    /// <summary>Whether an impossible code was met.</summary>
    internal bool IsDamaged { get; private set; }

    /// <summary>Whether this segment has nothing left to give: its data ended early or are damaged.</summary>
    internal readonly bool IsStarved => Count < 0 || IsDamaged;

    /// <summary>Begins a new segment.</summary>
    /// <param name="position">The first byte behind the restart marker.</param>
    internal void Restart(int position)
    {
        Position = position;
        Bits = 0;
        Count = 0;
        IsDamaged = false;
        _ended = false;
    }

    /// <summary>
    /// Gives up this segment: only zeros follow. Zeros that stand in for missing data may look like an impossible code; that is no damage.
    /// </summary>
    internal void Fail()
    {
        IsDamaged |= Count >= 0;
        _ended = true;
        Bits = 0;
        Count = Math.Min(Count, -1);
    }

    /// <summary>Stands still before a marker: only zeros follow.</summary>
    /// <param name="position">The marker.</param>
    internal void Starve(int position)
    {
        Restart(position);
        _ended = true;
        Count = -1;
    }

    /// <summary>Takes in as many bytes as fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Fill()
    {
        if (_data.Length - Position >= 8)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(_data[Position..]);

            // No byte of the eight is 0xFF: none of their complements is zero.
            if (((~next - 0x0101010101010101) & next & 0x8080808080808080) == 0 && Count >= 0)
            {
                Bits |= next >> Count;
                var bytes = (63 - Count) >> 3;
                Position += bytes;
                Count += bytes * 8;
                return;
            }
        }

        FillByteByByte();
    }

    /// <summary>
    /// <see cref="Fill()"/> for a decoder that keeps the bits in locals. Inlined, or these would have an address and leave their registers.
    /// </summary>
    /// <param name="bits">The decoder's copy of <see cref="Bits"/>.</param>
    /// <param name="count">The decoder's copy of <see cref="Count"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Fill(ref ulong bits, ref int count)
    {
        (Bits, Count) = (bits, count);
        Fill();
        (bits, count) = (Bits, Count);
    }

    /// <summary>Takes the next bits as a number.</summary>
    /// <param name="count">1 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Read(int count)
    {
        if (Count < count)
        {
            Fill();
        }

        var value = (int)(Bits >> (64 - count));
        Bits <<= count;
        Count -= count;
        return value;
    }

    /// <summary>Decodes one symbol; an impossible code fails the segment and gives 0.</summary>
    /// <param name="table">The table of its codes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ReadSymbol(HuffmanDecodingTable table)
    {
        if (Count < 16)
        {
            Fill();
        }

        int code = table.Codes[(int)(Bits >> (64 - HuffmanDecodingTable.LookAhead))];
        if (code == 0)
        {
            code = LongCode(table);
        }

        Bits <<= code >> 8;
        Count -= code >> 8;
        return code & 0xFF;
    }

    /// <summary>Takes a signed number in the form of ITU T.81, F.2.2.1 (EXTEND).</summary>
    /// <param name="size">Its size in bits, 0 to 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ReadSigned(int size)
    {
        if (Count < size)
        {
            Fill();
        }

        var value = Extend(Bits, size);
        Bits <<= size;
        Count -= size;
        return value;
    }

    /// <summary>The signed number on top of some bits: one that begins with a zero bit is negative.</summary>
    /// <param name="bits">The bits, the first one on top.</param>
    /// <param name="size">The number's size in bits, 0 to 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Extend(ulong bits, int size) => (int)((bits >> 1) >> (63 - size)) - (((1 << size) - 1) & ~(int)((long)bits >> 63));

    /// <summary>
    /// Finds a code that is longer than the tables look ahead, without taking it; an impossible one fails the segment and counts as 0.
    /// </summary>
    /// <param name="table">The table of its codes.</param>
    /// <returns>Code length in bits 8 and up, symbol below, as in <see cref="HuffmanDecodingTable.Codes"/>.</returns>
    private int LongCode(HuffmanDecodingTable table)
    {
        var symbol = table.DecodeLong((int)(Bits >> 48), out var length);
        if (length <= 16)
        {
            return (length << 8) | symbol;
        }

        // The code may be impossible only because its end is missing.
        Count = _ended && Count < 16 ? -1 : Count;
        Fail();
        return 0;
    }

    /// <summary>Takes a code, and sees to it that the largest number behind it is there; for a decoder that keeps the bits in locals.</summary>
    /// <param name="table">The table of its codes.</param>
    /// <param name="bits">The decoder's copy of <see cref="Bits"/>.</param>
    /// <param name="count">The decoder's copy of <see cref="Count"/>.</param>
    /// <returns>Code length in bits 8 and up, symbol below, as in <see cref="HuffmanDecodingTable.Codes"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int TakeCode(HuffmanDecodingTable table, ref ulong bits, ref int count)
    {
        if (count < LongestSymbol)
        {
            Fill(ref bits, ref count);
        }

        int code = table.Codes[(int)(bits >> (64 - HuffmanDecodingTable.LookAhead))];
        if (code == 0)
        {
            (Bits, Count) = (bits, count);
            code = LongCode(table);
            (bits, count) = (Bits, Count);
        }

        bits <<= code >> 8;
        count -= code >> 8;
        return code;
    }

    private void FillByteByByte()
    {
        while (Count < FilledBits && !_ended)
        {
            if (Position >= _data.Length)
            {
                _ended = true;
                return;
            }

            var value = _data[Position];
            var next = Position + 1;
            if (value == 0xFF)
            {
                while (next < _data.Length && _data[next] == 0xFF)
                {
                    next++;
                }

                if (next >= _data.Length || _data[next] != 0)
                {
                    _ended = true;
                    return;
                }

                next++;
            }

            Bits |= (ulong)value << (56 - Count);
            Count += 8;
            Position = next;
        }
    }
}
