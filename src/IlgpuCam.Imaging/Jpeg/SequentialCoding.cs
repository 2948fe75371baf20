using System.Runtime.CompilerServices;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool DecodeBlock(
        ref BitReader reader, HuffmanDecodingTable dc, HuffmanDecodingTable ac, ref int prediction, scoped Span<short> block)
    {
        var order = ZigZag.ToNatural;
        var coefficients = ac.Coefficients.AsSpan(0, 1 << HuffmanDecodingTable.LookAhead);

        // The bits live in locals, that is, in registers; see BitReader.
        var (bits, count) = (reader.Bits, reader.Count);
        var code = reader.TakeCode(dc, ref bits, ref count);
        prediction += BitReader.Extend(bits, code & 0xFF);
        bits <<= code & 0xFF;
        count -= code & 0xFF;
        block[0] = (short)prediction;

        var k = 1;
        while (k < 64)
        {
            if (count < BitReader.LongestSymbol)
            {
                reader.Fill(ref bits, ref count);
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
                code = reader.TakeCode(ac, ref bits, ref count);
                var (run, size) = ((code >> 4) & 15, code & 15);
                if (size == 0)
                {
                    if (run < 15)
                    {
                        (reader.Bits, reader.Count) = (bits, count);
                        return k > 1;
                    }

                    k += 16;
                    continue;
                }

                value = BitReader.Extend(bits, size);
                bits <<= size;
                count -= size;
                k += run;
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
