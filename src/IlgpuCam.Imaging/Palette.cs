using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging;

/// <summary>The colours that indices of 1, 2, 4 or 8 bits stand for; packed indices start at the high bits of each byte.</summary>
internal sealed class Palette
{
    private readonly string _format;
    private readonly int _count;

    // Red in the low byte, then green and blue; entries beyond the count are never read.
    private readonly uint[] _colors = new uint[256];

    /// <summary>Takes the colours.</summary>
    /// <param name="rgb">Three bytes (red, green, blue) an entry, 1 to 256 entries.</param>
    /// <param name="format">The file format, for messages.</param>
    public Palette(ReadOnlySpan<byte> rgb, string format)
    {
        _format = format;
        _count = rgb.Length / 3;
        for (var i = 0; i < _count; i++)
        {
            _colors[i] = rgb[3 * i] | ((uint)rgb[(3 * i) + 1] << 8) | ((uint)rgb[(3 * i) + 2] << 16);
        }
    }

    /// <summary>The grey levels of a depth: black, evenly spaced, white.</summary>
    /// <param name="depth">1, 2, 4 or 8 bits.</param>
    /// <param name="format">The file format, for messages.</param>
    public static Palette Gray(int depth, string format)
    {
        var count = 1 << depth;
        var rgb = new byte[count * 3];
        for (var i = 0; i < count; i++)
        {
            rgb.AsSpan(3 * i, 3).Fill((byte)(i * 255 / (count - 1)));
        }

        return new Palette(rgb, format);
    }

    /// <summary>Looks up a row of indices.</summary>
    /// <param name="row">The packed indices.</param>
    /// <param name="depth">1, 2, 4 or 8 bits.</param>
    /// <param name="rgb">Three bytes for each pixel.</param>
    /// <exception cref="ImageFormatException">An index lies outside the palette.</exception>
    public void Expand(ReadOnlySpan<byte> row, int depth, Span<byte> rgb)
    {
        if (depth < 8)
        {
            var mask = (1 << depth) - 1;
            for (int at = 0, bit = 0; at < rgb.Length; at += 3, bit += depth)
            {
                Put(rgb[at..], (row[bit >> 3] >> (8 - depth - (bit & 7))) & mask);
            }

            return;
        }

        var x = 0;
        for (; 3 * x < rgb.Length - 3; x++)
        {
            // Four bytes at a time: the fourth is overwritten by the next pixel.
            BinaryPrimitives.WriteUInt32LittleEndian(rgb[(3 * x)..], _colors[Checked(row[x])]);
        }

        Put(rgb[(3 * x)..], row[x]);
    }

    /// <summary>Looks up one index.</summary>
    /// <param name="rgb">Three bytes.</param>
    /// <param name="index">The index, 0 to 255.</param>
    /// <exception cref="ImageFormatException">The index lies outside the palette.</exception>
    public void Put(Span<byte> rgb, int index)
    {
        var color = _colors[Checked(index)];
        (rgb[0], rgb[1], rgb[2]) = ((byte)color, (byte)(color >> 8), (byte)(color >> 16));
    }

    private int Checked(int index) => index < _count
        ? index
        : throw new ImageFormatException($"The {_format} image uses colour {index} of its palette, which has {_count}.");
}
