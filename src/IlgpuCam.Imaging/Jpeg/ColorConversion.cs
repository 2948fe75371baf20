using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Turns rows of components into rows of RGB pixels.</summary>
internal static class ColorConversion
{
    /// <summary>Grey.</summary>
    /// <param name="gray">The samples.</param>
    /// <param name="rgb">Three times as many bytes.</param>
    internal static void FromGray(ReadOnlySpan<byte> gray, Span<byte> rgb) => FromRgb(gray, gray, gray, rgb);

    /// <summary>Red, green, blue.</summary>
    /// <param name="red">The samples of one component.</param>
    /// <param name="green">As many.</param>
    /// <param name="blue">As many.</param>
    /// <param name="rgb">Three times as many bytes.</param>
    internal static void FromRgb(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> rgb)
    {
        var i = 0;
        for (; i <= red.Length - 16; i += 16)
        {
            var (r, g, b) = (Vector128.Create(red.Slice(i, 16)), Vector128.Create(green.Slice(i, 16)), Vector128.Create(blue.Slice(i, 16)));
            Store(r, g, b, rgb.Slice(3 * i, 48));
        }

        for (; i < red.Length; i++)
        {
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = (red[i], green[i], blue[i]);
        }
    }

    /// <summary>
    /// YCbCr after JFIF: R = Y + 1.402 Cr, G = Y - 0.34414 Cb - 0.71414 Cr, B = Y + 1.772 Cb, factors and sums in 16 bits of fraction,
    /// rounded as libjpeg's tables are.
    /// </summary>
    /// <param name="luma">The samples of Y.</param>
    /// <param name="cb">As many of Cb.</param>
    /// <param name="cr">As many of Cr.</param>
    /// <param name="rgb">Three times as many bytes.</param>
    internal static void FromYCbCr(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        var i = 0;
        for (; i <= luma.Length - 16; i += 16)
        {
            Convert(luma.Slice(i, 16), cb.Slice(i, 16), cr.Slice(i, 16), rgb.Slice(3 * i, 48));
        }

        var rest = luma.Length - i;
        if (rest == 0)
        {
            return;
        }

        Span<byte> padded = stackalloc byte[96];
        padded.Clear();
        luma[i..].CopyTo(padded);
        cb.Slice(i, rest).CopyTo(padded[16..]);
        cr.Slice(i, rest).CopyTo(padded[32..]);
        Convert(padded[..16], padded[16..32], padded[32..48], padded[48..]);
        padded.Slice(48, 3 * rest).CopyTo(rgb[(3 * i)..]);
    }

    /// <summary>
    /// Multiplies each colour's light by the black's, rounded as Pillow's conversion of CMYK to RGB does.
    /// </summary>
    /// <param name="cyan">Light that the ink lets through, 255 without ink.</param>
    /// <param name="magenta">As many.</param>
    /// <param name="yellow">As many.</param>
    /// <param name="black">As many.</param>
    /// <param name="rgb">Three times as many bytes.</param>
    internal static void FromCmyk(
        ReadOnlySpan<byte> cyan, ReadOnlySpan<byte> magenta, ReadOnlySpan<byte> yellow, ReadOnlySpan<byte> black, Span<byte> rgb)
    {
        for (var i = 0; i < black.Length; i++)
        {
            rgb[3 * i] = Darken(cyan[i], black[i]);
            rgb[(3 * i) + 1] = Darken(magenta[i], black[i]);
            rgb[(3 * i) + 2] = Darken(yellow[i], black[i]);
        }
    }

    /// <summary>YCCK: YCbCr gives the complement of three inks, from there as <see cref="FromCmyk"/>.</summary>
    /// <param name="luma">The samples of Y.</param>
    /// <param name="cb">As many of Cb.</param>
    /// <param name="cr">As many of Cr.</param>
    /// <param name="black">As many of the black.</param>
    /// <param name="rgb">Three times as many bytes.</param>
    internal static void FromYcck(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, ReadOnlySpan<byte> black, Span<byte> rgb)
    {
        FromYCbCr(luma, cb, cr, rgb);
        for (var i = 0; i < black.Length; i++)
        {
            for (var c = 3 * i; c < (3 * i) + 3; c++)
            {
                rgb[c] = Darken((byte)(255 - rgb[c]), black[i]);
            }
        }
    }

    // black - round((255 - light) * black / 255), the quotient exact for all pairs of bytes.
    private static byte Darken(byte light, byte black)
    {
        var product = ((255 - light) * black) + 128;
        return (byte)(black - (((product >> 8) + product) >> 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        var y = Lanes.Widen(Vector128.Create(luma)).AsInt16();
        var u = Lanes.Widen(Vector128.Create(cb)).AsInt16();
        var v = Lanes.Widen(Vector128.Create(cr)).AsInt16();
        var (red, green, blue) = Convert(y.GetLower(), u.GetLower(), v.GetLower());
        var (red2, green2, blue2) = Convert(y.GetUpper(), u.GetUpper(), v.GetUpper());
        Store(Lanes.NarrowToBytes(red, red2), Lanes.NarrowToBytes(green, green2), Lanes.NarrowToBytes(blue, blue2), rgb);
    }

    // The factors times 65536 do not fit into 16 bits with their sign, so whole multiples of Cb and Cr are taken out: 1.402 =
    // 1 + 26345 / 65536, 1.772 = 2 - 14942 / 65536, 0.71414 = 1 - 18734 / 65536, 0.34414 = 22554 / 65536. The upper half of a doubled product, plus
    // one, halved, is the rounded one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<short> Red, Vector128<short> Green, Vector128<short> Blue) Convert(
        Vector128<short> y, Vector128<short> cb, Vector128<short> cr)
    {
        var one = Vector128<short>.One;
        cb -= Vector128.Create((short)128);
        cr -= Vector128.Create((short)128);
        var red = y + cr + ((Lanes.MultiplyHigh(cr + cr, Vector128.Create((short)26345)) + one) >> 1);
        var blue = y + cb + cb + ((Lanes.MultiplyHigh(cb + cb, Vector128.Create((short)-14942)) + one) >> 1);
        var sum = Lanes.MultiplyAdd(Lanes.Zip(cb, cr), Lanes.Factors(-22554, 18734)) + Vector256.Create(32768);
        return (red, y - cr + Lanes.Narrow(sum >> 16), blue);
    }

    // Interleaves 16 pixels: each third of the output picks its bytes from each colour; an index out of range gives zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<byte> red, Vector128<byte> green, Vector128<byte> blue, Span<byte> rgb)
    {
        const byte No = 0xFF;
        var first = Vector128.Shuffle(red, Vector128.Create(0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No, No, 5))
            | Vector128.Shuffle(green, Vector128.Create(No, 0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No, No))
            | Vector128.Shuffle(blue, Vector128.Create(No, No, 0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No));
        var second = Vector128.Shuffle(red, Vector128.Create(No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No, 10, No))
            | Vector128.Shuffle(green, Vector128.Create(5, No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No, 10))
            | Vector128.Shuffle(blue, Vector128.Create(No, 5, No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No));
        var third = Vector128.Shuffle(red, Vector128.Create(No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, 15, No, No))
            | Vector128.Shuffle(green, Vector128.Create(No, No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, 15, No))
            | Vector128.Shuffle(blue, Vector128.Create(10, No, No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, 15));
        first.CopyTo(rgb);
        second.CopyTo(rgb[16..]);
        third.CopyTo(rgb[32..]);
    }
}
