namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// Makes the Huffman table that codes a picture's symbols in the fewest bits (ITU T.81, K.2): no code longer than 16 bits, none of ones
/// alone.
/// </summary>
internal static class OptimalHuffman
{
    private const int LongestCode = 16;

    // A symbol that never comes takes the code of ones alone.
    private const int Reserved = 256;

    /// <summary>Makes a table.</summary>
    /// <param name="counts">How often each of the 256 symbols comes.</param>
    internal static HuffmanSpecification Create(ReadOnlySpan<long> counts)
    {
        var lengths = CodeLengths(counts);
        var perLength = new int[Math.Max(LongestCode, lengths.Max()) + 1];
        foreach (var length in lengths)
        {
            perLength[length]++;
        }

        perLength[0] = 0;
        Shorten(perLength);
        perLength[Array.FindLastIndex(perLength, n => n > 0)]--;

        var symbols = new List<byte>();
        for (var length = 1; length <= lengths.Max(); length++)
        {
            for (var symbol = 0; symbol < Reserved; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    symbols.Add((byte)symbol);
                }
            }
        }

        var numbers = Array.ConvertAll(perLength[1..(LongestCode + 1)], n => (byte)n);
        return new(numbers, symbols.ToArray());
    }

    // Joins the two rarest groups of symbols until one is left; every join makes their codes one bit longer. Of equals the later symbol
    // goes first.
    private static int[] CodeLengths(ReadOnlySpan<long> counts)
    {
        var frequencies = new long[Reserved + 1];
        counts.CopyTo(frequencies);
        frequencies[Reserved] = 1;
        var groups = new List<int>?[Reserved + 1];
        var lengths = new int[Reserved + 1];
        for (var i = 0; i < frequencies.Length; i++)
        {
            groups[i] = frequencies[i] > 0 ? [i] : null;
        }

        while (true)
        {
            var first = Rarest(groups, frequencies, -1);
            var second = Rarest(groups, frequencies, first);
            if (second < 0)
            {
                return lengths;
            }

            groups[first]!.AddRange(groups[second]!);
            groups[second] = null;
            frequencies[first] += frequencies[second];
            foreach (var symbol in groups[first]!)
            {
                lengths[symbol]++;
            }
        }
    }

    private static int Rarest(List<int>?[] groups, long[] frequencies, int except)
    {
        var best = -1;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] is not null && i != except && (best < 0 || frequencies[i] <= frequencies[best]))
            {
                best = i;
            }
        }

        return best;
    }

    // Figure K.3: two codes that are too long give up their common prefix to one of them; the other goes beside a shorter code, which grows
    // by a bit.
    private static void Shorten(int[] perLength)
    {
        for (var length = perLength.Length - 1; length > LongestCode; length--)
        {
            while (perLength[length] > 0)
            {
                var shorter = length - 2;
                while (perLength[shorter] == 0)
                {
                    shorter--;
                }

                perLength[length] -= 2;
                perLength[length - 1]++;
                perLength[shorter + 1] += 2;
                perLength[shorter]--;
            }
        }
    }
}
