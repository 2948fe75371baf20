using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>What the frame header says (ITU T.81, B.2.2): the picture's size and its components.</summary>
internal sealed class Frame
{
    private Frame(int width, int height, bool progressive, ReadOnlySpan<byte> specifications, int count)
    {
        Width = width;
        Height = height;
        IsProgressive = progressive;
        Components = new FrameComponent[count];
        for (var i = 0; i < count; i++)
        {
            var factors = specifications[(3 * i) + 1];
            if (factors >> 4 is < 1 or > 4 || (factors & 15) is < 1 or > 4)
            {
                throw JpegErrors.Of($"has sampling factors {factors >> 4}x{factors & 15}; 1 to 4 are allowed");
            }

            // The factors of a single component relate to nothing.
            MaxHorizontal = count == 1 ? 1 : Math.Max(MaxHorizontal, factors >> 4);
            MaxVertical = count == 1 ? 1 : Math.Max(MaxVertical, factors & 15);
        }

        for (var i = 0; i < count; i++)
        {
            var (id, factors, table) = (specifications[3 * i], specifications[(3 * i) + 1], specifications[(3 * i) + 2]);
            var (horizontal, vertical) = count == 1 ? (1, 1) : (factors >> 4, factors & 15);
            Components[i] = new()
            {
                Id = id,
                Horizontal = horizontal,
                Vertical = vertical,
                QuantizationIndex = table,
                Width = DivideUp(width * horizontal, MaxHorizontal),
                Height = DivideUp(height * vertical, MaxVertical),
                PaddedBlocksPerRow = McusPerRow * horizontal,
                PaddedBlockRows = McuRows * vertical,
            };
        }
    }

    /// <summary>Width in pixels.</summary>
    internal int Width { get; }

    /// <summary>Height in pixels.</summary>
    internal int Height { get; }

    /// <summary>Samples a side that are made of a block of a component with the largest sampling factors: 8, or 4, 2 or 1 for a reduced picture.</summary>
    internal int BlockSide { get; private set; } = 8;

    /// <summary>Width of the picture that is decoded.</summary>
    internal int PictureWidth => DivideUp(Width * BlockSide, 8);

    /// <summary>Height of the picture that is decoded.</summary>
    internal int PictureHeight => DivideUp(Height * BlockSide, 8);

    /// <summary>Whether it is coded in progressive scans.</summary>
    internal bool IsProgressive { get; }

    /// <summary>One, three or four components.</summary>
    internal FrameComponent[] Components { get; }

    /// <summary>The largest horizontal sampling factor.</summary>
    internal int MaxHorizontal { get; } = 1;

    /// <summary>The largest vertical sampling factor.</summary>
    internal int MaxVertical { get; } = 1;

    /// <summary>MCUs a row in a scan of several components.</summary>
    internal int McusPerRow => DivideUp(Width, 8 * MaxHorizontal);

    /// <summary>Rows of MCUs in a scan of several components.</summary>
    internal int McuRows => DivideUp(Height, 8 * MaxVertical);

    /// <summary>Chooses the smallest picture, down to an eighth of the size, whose sides are at least those given.</summary>
    /// <param name="width">The least width.</param>
    /// <param name="height">The least height.</param>
    internal void ReduceTo(int width, int height)
    {
        while (BlockSide > 1 && DivideUp(Width * BlockSide, 16) >= width && DivideUp(Height * BlockSide, 16) >= height)
        {
            BlockSide /= 2;
        }
    }

    /// <summary>
    /// Samples a side that are made of a component's blocks: more than <see cref="BlockSide"/> where this takes the place of upsampling, by
    /// libjpeg's rule.
    /// </summary>
    /// <param name="component">The component.</param>
    internal int BlockSideOf(FrameComponent component)
    {
        var side = BlockSide;
        while (side < 8 && MaxHorizontal * BlockSide % (component.Horizontal * side * 2) == 0 && MaxVertical * BlockSide % (component.Vertical * side * 2) == 0)
        {
            side *= 2;
        }

        return side;
    }

    /// <summary>Reads the frame header.</summary>
    /// <param name="segment">Its parameters.</param>
    /// <param name="progressive">Whether its marker was SOF2.</param>
    /// <exception cref="ImageFormatException">It is damaged, or asks for what this decoder lacks.</exception>
    internal static Frame Parse(ReadOnlySpan<byte> segment, bool progressive)
    {
        if (segment.Length < 6)
        {
            throw JpegErrors.Of($"has a frame header of {segment.Length} bytes where at least 6 were expected");
        }

        if (segment[0] != 8)
        {
            throw JpegErrors.Of($"has {segment[0]} bits a sample; only 8 are supported");
        }

        var height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        int count = segment[5];
        if (height == 0 && width > 0)
        {
            throw JpegErrors.Of("leaves its height to a later marker (DNL), which is not supported");
        }

        if (count is not (1 or 3 or 4))
        {
            throw JpegErrors.Of($"has {count} colour components; 1, 3 or 4 are supported");
        }

        if (segment.Length != 6 + (3 * count))
        {
            throw JpegErrors.Of($"has a frame header of {segment.Length} bytes where {6 + (3 * count)} were expected for {count} components");
        }

        return new(width, height, progressive, segment[6..], count);
    }

    /// <summary>A quotient rounded up.</summary>
    internal static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
