using System.Runtime.Intrinsics;

namespace IlgpuCam.Imaging;

/// <summary>Moves samples between pixel layouts, several pixels a step.</summary>
internal static class PixelPacking
{
    /// <summary>RGBx to RGB: every fourth byte is dropped.</summary>
    public static void FourToThree(ReadOnlySpan<byte> source, Span<byte> rgb)
    {
        int from = 0, to = 0;
        for (; to <= rgb.Length - 16; from += 16, to += 12)
        {
            Vector128.Shuffle(Vector128.Create(source[from..]), Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255))
                .CopyTo(rgb[to..]);
        }

        for (; to < rgb.Length; from += 4, to += 3)
        {
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (source[from], source[from + 1], source[from + 2]);
        }
    }

    /// <summary>BGRx to RGB.</summary>
    public static void FourToThreeReversed(ReadOnlySpan<byte> source, Span<byte> rgb)
    {
        int from = 0, to = 0;
        for (; to <= rgb.Length - 16; from += 16, to += 12)
        {
            Vector128.Shuffle(Vector128.Create(source[from..]), Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 255, 255, 255, 255))
                .CopyTo(rgb[to..]);
        }

        for (; to < rgb.Length; from += 4, to += 3)
        {
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (source[from + 2], source[from + 1], source[from]);
        }
    }

    /// <summary>BGR to RGB.</summary>
    public static void Reverse(ReadOnlySpan<byte> source, Span<byte> rgb)
    {
        var at = 0;
        for (; at <= rgb.Length - 16; at += 15)
        {
            Vector128.Shuffle(Vector128.Create(source[at..]), Vector128.Create((byte)2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9, 14, 13, 12, 255))
                .CopyTo(rgb[at..]);
        }

        for (; at < rgb.Length; at += 3)
        {
            (rgb[at], rgb[at + 1], rgb[at + 2]) = (source[at + 2], source[at + 1], source[at]);
        }
    }

    /// <summary>The first byte of each pixel, three times.</summary>
    /// <param name="source">The pixels.</param>
    /// <param name="distance">Bytes from one pixel to the next.</param>
    /// <param name="rgb">Three bytes a pixel.</param>
    public static void GrayToRgb(ReadOnlySpan<byte> source, int distance, Span<byte> rgb)
    {
        int from = 0, to = 0;
        if (distance == 1)
        {
            for (; to <= rgb.Length - 48; from += 16, to += 48)
            {
                var gray = Vector128.Create(source[from..]);
                Vector128.Shuffle(gray, Vector128.Create((byte)0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5)).CopyTo(rgb[to..]);
                Vector128.Shuffle(gray, Vector128.Create((byte)5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10)).CopyTo(rgb[(to + 16)..]);
                Vector128.Shuffle(gray, Vector128.Create((byte)10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15)).CopyTo(rgb[(to + 32)..]);
            }
        }

        for (; to < rgb.Length; from += distance, to += 3)
        {
            rgb.Slice(to, 3).Fill(source[from]);
        }
    }
}
