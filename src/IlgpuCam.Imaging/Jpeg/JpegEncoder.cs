using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Writes pictures as baseline JPEG files (ITU T.81, JFIF 1.01). The same picture and options always give the same bytes.</summary>
public static class JpegEncoder
{
    private const int LargestSide = 65535;

    /// <summary>Encodes a picture.</summary>
    /// <param name="image">The picture, at most 65535 pixels on each side.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="options">Quality and the like; <see cref="JpegEncoderOptions.Default"/> if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is not from 1 to 100.</exception>
    /// <exception cref="ImageFormatException">The picture is too large for the format.</exception>
    public static void Encode(RgbImage image, Stream destination, JpegEncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(destination);
        options ??= JpegEncoderOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Quality, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Quality, 100, nameof(options));
        if (image.Width > LargestSide || image.Height > LargestSide)
        {
            throw new ImageFormatException(
                $"A JPEG has at most {LargestSide} pixels on a side, the picture is {image.Width}x{image.Height}.");
        }

        byte[][] steps = [StandardQuantization.Table(false, options.Quality), StandardQuantization.Table(true, options.Quality)];
        var blocks = new EncoderBlocks(image, options.Subsampling, steps);
        HuffmanSpecification[] tables = options.OptimizeHuffman
            ? OptimalTables(blocks)
            : StandardHuffmanTables.All;

        JpegHeaderWriter.Write(destination, image, options.Subsampling, steps, tables);
        var writer = new SymbolWriter(destination, Array.ConvertAll(tables, t => new HuffmanEncodingTable(t)));
        Code(blocks, ref writer);
        writer.Finish();
        destination.Write([0xFF, JpegMarker.EndOfImage]);
    }

    private static HuffmanSpecification[] OptimalTables(EncoderBlocks blocks)
    {
        var counter = new SymbolCounter();
        Code(blocks, ref counter);
        var tables = new HuffmanSpecification[4];
        for (var i = 0; i < tables.Length; i++)
        {
            tables[i] = OptimalHuffman.Create(counter.Of(i));
        }

        return tables;
    }

    private static void Code<TSink>(EncoderBlocks blocks, ref TSink sink)
        where TSink : struct, ISymbolSink
    {
        var perMcu = blocks.LuminanceBlocks + 2;
        var row = new short[blocks.McusPerRow * perMcu * 64];
        Span<int> predictions = stackalloc int[3];
        for (var y = 0; y < blocks.McuRows; y++)
        {
            blocks.Fill(y, row);
            for (var i = 0; i < blocks.McusPerRow * perMcu; i++)
            {
                var component = Math.Max(0, (i % perMcu) - blocks.LuminanceBlocks + 1);
                CodeBlock(row.AsSpan(i * 64, 64), component == 0 ? 0 : 2, ref predictions[component], ref sink);
            }
        }
    }

    // ITU T.81, F.1.2: the DC coefficient as a difference, AC coefficients each with the run of zeros before it.
    private static void CodeBlock<TSink>(ReadOnlySpan<short> block, int table, ref int prediction, ref TSink sink)
        where TSink : struct, ISymbolSink
    {
        var (extra, size) = Magnitude(block[0] - prediction);
        prediction = block[0];
        sink.Add(table, size, extra, size);
        var zeros = 0;
        for (var k = 1; k < 64; k++)
        {
            if (block[k] == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
            {
                sink.Add(table + 1, 0xF0, 0, 0);
            }

            (extra, size) = Magnitude(block[k]);
            sink.Add(table + 1, (zeros << 4) | size, extra, size);
            zeros = 0;
        }

        if (zeros > 0)
        {
            sink.Add(table + 1, 0, 0, 0);
        }
    }

    // Table F.1: the number of bits, and the bits themselves; negative numbers are one less, cut to as many bits.
    private static (int Extra, int Size) Magnitude(int value)
    {
        var size = 32 - int.LeadingZeroCount(Math.Abs(value));
        return ((value < 0 ? value - 1 : value) & ((1 << size) - 1), size);
    }
}
