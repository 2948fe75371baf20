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
        for (var k = scan.BandStart; k <= scan.BandEnd; k++)
        {
            var symbol = reader.ReadSymbol(table);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0)
            {
                if (run < 15)
                {
                    return ReadRun(ref reader, run) - 1;
                }

                k += 15;
                continue;
            }

            k += run;
            var value = reader.ReadSigned(size) << scan.LowBit;
            if (k > 63)
            {
                block[63] = (short)value;
                reader.Fail();
                return 0;
            }

            block[ZigZag.ToNatural[k]] = (short)value;
        }

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
        var bit = 1 << scan.LowBit;
        var k = scan.BandStart;
        while (run == 0 && k <= scan.BandEnd)
        {
            var symbol = reader.ReadSymbol(table);
            var (zeros, size) = (symbol >> 4, symbol & 15);
            var added = 0;
            if (size != 0)
            {
                // A new coefficient can only be plus or minus one bit; its size says 1.
                added = reader.Read(1) != 0 ? bit : -bit;
            }
            else if (zeros < 15)
            {
                run = ReadRun(ref reader, zeros);
                break;
            }

            k = SkipZeros(ref reader, k, scan.BandEnd, zeros, bit, block);
            if (added != 0)
            {
                if (k > 63)
                {
                    block[63] = (short)added;
                    reader.Fail();
                    return 0;
                }

                block[ZigZag.ToNatural[k]] = (short)added;
            }

            k++;
        }

        if (run == 0)
        {
            return 0;
        }

        SkipZeros(ref reader, k, scan.BandEnd, 64, bit, block);
        return run - 1;
    }

    // Passes over so many zero coefficients and stops at the next one, refining the others on the way.
    private static int SkipZeros(ref BitReader reader, int k, int end, int zeros, int bit, scoped Span<short> block)
    {
        for (; k <= end; k++)
        {
            ref var coefficient = ref block[ZigZag.ToNatural[k]];
            if (coefficient == 0)
            {
                if (--zeros < 0)
                {
                    break;
                }
            }
            else if (reader.Read(1) != 0 && (coefficient & bit) == 0)
            {
                coefficient += (short)(coefficient > 0 ? bit : -bit);
            }
        }

        return k;
    }

    private static int ReadRun(ref BitReader reader, int size) => (1 << size) + (size == 0 ? 0 : reader.Read(size));
}
