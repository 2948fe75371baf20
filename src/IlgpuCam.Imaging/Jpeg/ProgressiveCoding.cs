using System.Runtime.CompilerServices;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Huffman decoding of the blocks of progressive scans (ITU T.81, G.1.2 and G.2).</summary>
internal static class ProgressiveCoding
{
    /// <summary>The first scan of a DC coefficient.</summary>
    /// <param name="reader">The entropy-coded data.</param>
    /// <param name="table">The table of DC differences.</param>
    /// <param name="prediction">The component's last DC value, without the low bits.</param>
    /// <param name="lowBit">Al.</param>
    /// <param name="block">The block's 64 coefficients.</param>
    internal static void DecodeDc(ref BitReader reader, HuffmanDecodingTable table, ref int prediction, int lowBit, scoped Span<short> block)
    {
        prediction += reader.ReadSigned(reader.ReadSymbol(table));
        block[0] = (short)(prediction << lowBit);
    }

    /// <summary>One more bit of a DC coefficient.</summary>
    /// <param name="reader">The entropy-coded data.</param>
    /// <param name="lowBit">Al.</param>
    /// <param name="block">The block's 64 coefficients.</param>
    internal static void RefineDc(ref BitReader reader, int lowBit, scoped Span<short> block)
    {
        if (reader.Read(1) != 0)
        {
            block[0] |= (short)(1 << lowBit);
        }
    }

    /// <summary>The first scan of a band of AC coefficients.</summary>
    /// <param name="reader">The entropy-coded data.</param>
    /// <param name="scan">The scan's band and low bit.</param>
    /// <param name="table">The table of AC coefficients.</param>
    /// <param name="block">The block's 64 coefficients.</param>
    /// <returns>How many blocks after this one have nothing in the band.</returns>
    internal static int DecodeAc(ref BitReader reader, ScanHeader scan, HuffmanDecodingTable table, scoped Span<short> block)
    {
        var order = ZigZag.ToNatural;
        var (end, lowBit) = (scan.BandEnd, scan.LowBit);

        // The bits live in locals, that is, in registers; see BitReader.
        var (bits, count) = (reader.Bits, reader.Count);
        for (var k = scan.BandStart; k <= end; k++)
        {
            var code = reader.TakeCode(table, ref bits, ref count);
            var (run, size) = ((code >> 4) & 15, code & 15);
            if (size == 0)
            {
                if (run < 15)
                {
                    (reader.Bits, reader.Count) = (bits, count);
                    return ReadRun(ref reader, run) - 1;
                }

                k += 15;
                continue;
            }

            var value = BitReader.Extend(bits, size) << lowBit;
            bits <<= size;
            count -= size;
            k += run;
            if (k > 63)
            {
                // Where zeros stand in for missing data this is no damage, and libjpeg puts such a coefficient last.
                block[63] = (short)value;
                (reader.Bits, reader.Count) = (bits, count);
                reader.Fail();
                return 0;
            }

            block[order[k]] = (short)value;
        }

        (reader.Bits, reader.Count) = (bits, count);
        return 0;
    }

    /// <summary>One more bit of a band of AC coefficients: of those already known, and those that become non-zero by it.</summary>
    /// <param name="reader">The entropy-coded data.</param>
    /// <param name="scan">The scan's band and low bit.</param>
    /// <param name="table">The table of AC coefficients.</param>
    /// <param name="run">How many blocks, this one included, gain no new coefficient.</param>
    /// <param name="block">The block's 64 coefficients.</param>
    /// <returns>The run for the next block.</returns>
    internal static int RefineAc(ref BitReader reader, ScanHeader scan, HuffmanDecodingTable table, int run, scoped Span<short> block)
    {
        // Most blocks of a run hold nothing to refine.
        if (run > 0 && !block[1..].ContainsAnyExcept((short)0))
        {
            return run - 1;
        }

        var (end, bit) = (scan.BandEnd, 1 << scan.LowBit);
        var (bits, count) = (reader.Bits, reader.Count);
        var k = scan.BandStart;
        while (run == 0 && k <= end)
        {
            var code = reader.TakeCode(table, ref bits, ref count);
            var zeros = (code >> 4) & 15;
            var added = 0;
            if ((code & 15) != 0)
            {
                // A new coefficient can only be plus or minus one bit; its size says 1.
                added = (long)bits < 0 ? bit : -bit;
                bits <<= 1;
                count--;
            }
            else if (zeros < 15)
            {
                (reader.Bits, reader.Count) = (bits, count);
                run = ReadRun(ref reader, zeros);
                (bits, count) = (reader.Bits, reader.Count);
                break;
            }

            k = SkipZeros(ref reader, ref bits, ref count, k, end, zeros, bit, block);
            if (added != 0)
            {
                block[k > 63 ? 63 : ZigZag.ToNatural[k]] = (short)added;
                if (k > 63)
                {
                    (reader.Bits, reader.Count) = (bits, count);
                    reader.Fail();
                    return 0;
                }
            }

            k++;
        }

        if (run > 0)
        {
            SkipZeros(ref reader, ref bits, ref count, k, end, 64, bit, block);
            run--;
        }

        (reader.Bits, reader.Count) = (bits, count);
        return run;
    }

    // Passes over so many zero coefficients and stops at the next one, refining the others on the way. Inlined, or the bits would have an
    // address and leave their registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipZeros(
        ref BitReader reader, ref ulong bits, ref int count, int k, int end, int zeros, int bit, scoped Span<short> block)
    {
        var order = ZigZag.ToNatural;
        for (; k <= end; k++)
        {
            ref var coefficient = ref block[order[k]];
            if (coefficient == 0)
            {
                if (--zeros < 0)
                {
                    break;
                }

                continue;
            }

            if (count < 1)
            {
                reader.Fill(ref bits, ref count);
            }

            if ((long)bits < 0 && (coefficient & bit) == 0)
            {
                coefficient += (short)(coefficient > 0 ? bit : -bit);
            }

            bits <<= 1;
            count--;
        }

        return k;
    }

    private static int ReadRun(ref BitReader reader, int size) => (1 << size) + (size == 0 ? 0 : reader.Read(size));
}
