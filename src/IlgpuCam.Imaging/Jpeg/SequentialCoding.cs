namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Huffman decoding of the blocks of a sequential scan (ITU T.81, F.2.2).</summary>
internal static class SequentialCoding
{
    /// <summary>Decodes one block.</summary>
    /// <param name="reader">The entropy-coded data.</param>
    /// <param name="dc">The table of DC differences.</param>
    /// <param name="ac">The table of AC coefficients.</param>
    /// <param name="prediction">The component's last DC coefficient.</param>
    /// <param name="block">64 zeros, which receive the coefficients in row-major order.</param>
    /// <returns>Whether any AC coefficient was coded.</returns>
    internal static bool DecodeBlock(
        ref BitReader reader, HuffmanDecodingTable dc, HuffmanDecodingTable ac, ref int prediction, scoped Span<short> block)
    {
        prediction += reader.ReadSigned(reader.ReadSymbol(dc));
        block[0] = (short)prediction;

        var order = ZigZag.ToNatural;
        var coefficients = ac.Coefficients.AsSpan(0, 1 << HuffmanDecodingTable.LookAhead);
        var (bits, count) = (reader.Bits, reader.Count);
        var k = 1;
        while (k < 64)
        {
            // The longest code and the largest coefficient together fit into 32 bits.
            if (count < 32)
            {
                (reader.Bits, reader.Count) = (bits, count);
                reader.Fill();
                (bits, count) = (reader.Bits, reader.Count);
            }

            var entry = coefficients[(int)(bits >> (64 - HuffmanDecodingTable.LookAhead))];
            int value;
            if (entry != 0)
            {
                bits <<= entry & 0xFF;
                count -= entry & 0xFF;
                k += (entry >> 8) & 0xFF;
                value = entry >> 16;
            }
            else
            {
                (reader.Bits, reader.Count) = (bits, count);
                var symbol = reader.ReadSymbol(ac);
                var (run, size) = (symbol >> 4, symbol & 15);
                if (size == 0 && run != 15)
                {
                    return k > 1;
                }

                value = reader.ReadSigned(size);
                (bits, count) = (reader.Bits, reader.Count);
                k += run;
                if (size == 0)
                {
                    k++;
                    continue;
                }
            }

            if (k > 63)
            {
                // Where zeros stand in for missing data this is no damage, and libjpeg puts such a coefficient last.
                block[63] = (short)value;
                (reader.Bits, reader.Count) = (bits, count);
                reader.Fail();
                return true;
            }

            block[order[k++]] = (short)value;
        }

        (reader.Bits, reader.Count) = (bits, count);
        return true;
    }
}
