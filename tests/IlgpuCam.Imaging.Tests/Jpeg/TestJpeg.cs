using IlgpuCam.Imaging.Jpeg;

namespace IlgpuCam.Imaging.Tests.Jpeg;

/// <summary>Writes small sequential JPEG files with the typical Huffman tables: any sampling, colours, scans and restart intervals.</summary>
internal sealed class TestJpeg
{
    public int Width { get; init; } = 17;

    public int Height { get; init; } = 13;

    /// <summary>The sampling factors of each component.</summary>
    public (int Horizontal, int Vertical)[] Factors { get; init; } = [(1, 1), (1, 1), (1, 1)];

    /// <summary>The names of the components.</summary>
    public string Names { get; init; } = "\u0001\u0002\u0003\u0004";

    /// <summary>Whether a JFIF segment is written.</summary>
    public bool Jfif { get; init; }

    /// <summary>The transform of an Adobe segment; none is written where null.</summary>
    public byte? AdobeTransform { get; init; }

    /// <summary>MCUs from one restart marker to the next; 0 for none.</summary>
    public int RestartInterval { get; init; }

    /// <summary>Whether each component has a scan of its own.</summary>
    public bool Separate { get; init; }

    /// <summary>Whether the Huffman tables are in the file.</summary>
    public bool WithHuffmanTables { get; init; } = true;

    /// <summary>The quantisation step of all coefficients.</summary>
    public byte Step { get; init; } = 3;

    public int MaxHorizontal => Factors.Max(f => f.Horizontal);

    public int MaxVertical => Factors.Max(f => f.Vertical);

    /// <summary>The quantised coefficients of a block in row-major order: a value of its own in each, and a few waves.</summary>
    public static short[] Block(int component, int row, int column)
    {
        var random = new Random((component * 10_007) + (row * 101) + column);
        var block = new short[64];
        block[0] = (short)random.Next(-300, 300);
        for (var i = random.Next(5); i > 0; i--)
        {
            block[random.Next(1, 64)] = (short)random.Next(-40, 40);
        }

        return block;
    }

    public byte[] ToArray()
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        if (Jfif)
        {
            Segment(file, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        }

        if (AdobeTransform is { } transform)
        {
            Segment(file, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        }

        Segment(file, 0xDB, [0, .. Enumerable.Repeat(Step, 64)]);
        Segment(
            file,
            0xC0,
            [8, (byte)(Height >> 8), (byte)Height, (byte)(Width >> 8), (byte)Width, (byte)Factors.Length,
                .. Factors.SelectMany((f, i) => new[] { (byte)Names[i], (byte)((f.Horizontal << 4) | f.Vertical), (byte)0 })]);
        if (WithHuffmanTables)
        {
            Segment(file, 0xC4, [0x00, .. StandardHuffmanTables.LuminanceDc.Counts, .. StandardHuffmanTables.LuminanceDc.Symbols]);
            Segment(file, 0xC4, [0x10, .. StandardHuffmanTables.LuminanceAc.Counts, .. StandardHuffmanTables.LuminanceAc.Symbols]);
        }

        Segment(file, 0xDD, [(byte)(RestartInterval >> 8), (byte)RestartInterval]);
        int[] all = [.. Enumerable.Range(0, Factors.Length)];
        foreach (var scan in Separate ? all.Select(i => new[] { i }) : [all])
        {
            Scan(file, scan);
        }

        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static void Segment(MemoryStream file, byte marker, byte[] parameters)
    {
        file.Write([0xFF, marker, (byte)((parameters.Length + 2) >> 8), (byte)(parameters.Length + 2)]);
        file.Write(parameters);
    }

    private void Scan(MemoryStream file, int[] components)
    {
        Segment(file, 0xDA, [(byte)components.Length, .. components.SelectMany(i => new[] { (byte)Names[i], (byte)0 }), 0, 63, 0]);
        var writer = NewWriter(file);
        var predictions = new int[Factors.Length];
        var units = Units(components).ToArray();
        for (var i = 0; i < units.Length; i++)
        {
            if (RestartInterval > 0 && i > 0 && i % RestartInterval == 0)
            {
                writer.Finish();
                file.Write([0xFF, (byte)(0xD0 + (((i / RestartInterval) - 1) & 7))]);
                writer = NewWriter(file);
                Array.Clear(predictions);
            }

            foreach (var (component, row, column) in units[i])
            {
                Write(Block(component, row, column), ref predictions[component], ref writer);
            }
        }

        writer.Finish();
    }

    private IEnumerable<List<(int Component, int Row, int Column)>> Units(int[] components)
    {
        int Up(int value, int divisor) => (value + divisor - 1) / divisor;
        if (components is [var only])
        {
            var (h, v) = Factors.Length == 1 ? (MaxHorizontal, MaxVertical) : Factors[only];
            var (rows, columns) = (Up(Up(Height * v, MaxVertical), 8), Up(Up(Width * h, MaxHorizontal), 8));
            return Enumerable.Range(0, rows * columns).Select(i => new List<(int, int, int)> { (only, i / columns, i % columns) });
        }

        var (mcuRows, mcuColumns) = (Up(Height, 8 * MaxVertical), Up(Width, 8 * MaxHorizontal));
        return Enumerable.Range(0, mcuRows * mcuColumns).Select(i => components.SelectMany(c =>
            from y in Enumerable.Range(0, Factors[c].Vertical)
            from x in Enumerable.Range(0, Factors[c].Horizontal)
            select (c, (i / mcuColumns * Factors[c].Vertical) + y, (i % mcuColumns * Factors[c].Horizontal) + x)).ToList());
    }

    private static SymbolWriter NewWriter(MemoryStream file) =>
        new(file, [new(StandardHuffmanTables.LuminanceDc), new(StandardHuffmanTables.LuminanceAc)]);

    private static void Write(short[] block, ref int prediction, ref SymbolWriter writer)
    {
        Put(0, 0, block[0] - prediction, ref writer);
        prediction = block[0];
        var zeros = 0;
        for (var k = 1; k < 64; k++)
        {
            var value = block[ZigZag.ToNatural[k]];
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
            {
                writer.Add(1, 0xF0, 0, 0);
            }

            Put(1, zeros, value, ref writer);
            zeros = 0;
        }

        if (zeros > 0)
        {
            writer.Add(1, 0, 0, 0);
        }
    }

    private static void Put(int table, int zeros, int value, ref SymbolWriter writer)
    {
        var size = 0;
        while (Math.Abs(value) >> size != 0)
        {
            size++;
        }

        writer.Add(table, (zeros << 4) | size, (value < 0 ? value + (1 << size) - 1 : value) & ((1 << size) - 1), size);
    }
}
