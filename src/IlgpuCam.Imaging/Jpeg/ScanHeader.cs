using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// What a scan header says (ITU T.81, B.2.3): the components, their tables, and for progressive scans the band and the bits.
/// </summary>
internal sealed class ScanHeader
{
    private ScanHeader(FrameComponent[] components)
    {
        Components = components;
        Dc = new HuffmanDecodingTable?[components.Length];
        Ac = new HuffmanDecodingTable?[components.Length];
    }

    /// <summary>The components in the order of an MCU.</summary>
    internal FrameComponent[] Components { get; }

    /// <summary>The table of DC differences of each component; null where the scan has none.</summary>
    internal HuffmanDecodingTable?[] Dc { get; }

    /// <summary>The table of AC coefficients of each component; null where the scan has none.</summary>
    internal HuffmanDecodingTable?[] Ac { get; }

    /// <summary>Ss, the first coefficient of the band.</summary>
    internal int BandStart { get; private init; }

    /// <summary>Se, the last coefficient of the band.</summary>
    internal int BandEnd { get; private init; }

    /// <summary>Whether this scan adds a bit to coefficients of which more significant ones are known (Ah above 0).</summary>
    internal bool IsRefinement { get; private init; }

    /// <summary>Al, the position of the lowest bit that this scan gives.</summary>
    internal int LowBit { get; private init; }

    /// <summary>Reads a scan header and looks up its tables.</summary>
    /// <param name="segment">Its parameters.</param>
    /// <param name="frame">The frame it belongs to.</param>
    /// <param name="tables">The tables in force.</param>
    /// <exception cref="ImageFormatException">It is damaged, or names what does not exist.</exception>
    internal static ScanHeader Parse(ReadOnlySpan<byte> segment, Frame frame, DecoderTables tables)
    {
        var count = segment.IsEmpty ? 0 : segment[0];
        if (count is < 1 or > 4 || segment.Length != 4 + (2 * count))
        {
            throw JpegErrors.Of($"has a damaged scan header: {count} components in {segment.Length} bytes");
        }

        var (first, last, bits) = (segment[^3], segment[^2], segment[^1]);
        var scan = new ScanHeader(Select(segment.Slice(1, 2 * count), frame))
        {
            BandStart = frame.IsProgressive ? first : 0,
            BandEnd = frame.IsProgressive ? last : 63,
            IsRefinement = frame.IsProgressive && bits >> 4 != 0,
            LowBit = frame.IsProgressive ? bits & 15 : 0,
        };

        if (frame.IsProgressive)
        {
            CheckProgression(first, last, bits >> 4, bits & 15, count);
        }

        for (var i = 0; i < count; i++)
        {
            var (dc, ac) = (segment[2 + (2 * i)] >> 4, segment[2 + (2 * i)] & 15);
            if (dc > 3 || ac > 3)
            {
                throw JpegErrors.Of($"has a scan that uses Huffman tables {dc} and {ac}; 0 to 3 exist");
            }

            scan.Dc[i] = scan.BandStart == 0 && !scan.IsRefinement ? tables.Dc(dc, frame.IsProgressive) : null;
            scan.Ac[i] = scan.BandEnd > 0 ? tables.Ac(ac, frame.IsProgressive) : null;
            scan.Components[i].Quantization ??= tables.Quantization(scan.Components[i].QuantizationIndex);
        }

        return scan;
    }

    private static FrameComponent[] Select(ReadOnlySpan<byte> names, Frame frame)
    {
        var components = new FrameComponent[names.Length / 2];
        var blocks = 0;
        for (var i = 0; i < components.Length; i++)
        {
            var id = names[2 * i];
            var chosen = components.AsSpan(0, i).ToArray();
            var component = Array.Find(frame.Components, c => c.Id == id && Array.IndexOf(chosen, c) < 0)
                ?? throw JpegErrors.Of($"has a scan of component {id}, which the frame lacks or the scan has already");
            blocks += component.Horizontal * component.Vertical;
            components[i] = component;
        }

        return components.Length == 1 || blocks <= 10
            ? components
            : throw JpegErrors.Of($"has a scan with {blocks} blocks in a minimum coded unit; 10 are allowed");
    }

    private static void CheckProgression(int first, int last, int highBit, int lowBit, int components)
    {
        var isDc = first == 0;
        if (isDc ? last != 0 : last < first || last > 63 || components != 1)
        {
            throw JpegErrors.Of($"has a progressive scan of {components} components with coefficients {first} to {last}");
        }

        if (lowBit > 13 || (highBit != 0 && highBit - 1 != lowBit))
        {
            throw JpegErrors.Of($"has a progressive scan from bit {highBit} to bit {lowBit}");
        }
    }
}
