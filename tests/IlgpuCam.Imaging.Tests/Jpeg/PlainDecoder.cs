namespace IlgpuCam.Imaging.Tests.Jpeg;

/// <summary>
/// What a <see cref="TestJpeg"/> has to look like, computed sample by sample from the definitions: no tables, no vectors, whole planes.
/// </summary>
internal static class PlainDecoder
{
    private const int Fraction = 13;

    /// <summary>The samples of each component at the picture's resolution.</summary>
    public static byte[][] Planes(TestJpeg file) => [.. Enumerable.Range(0, file.Factors.Length).Select(i => Upsample(file, i))];

    /// <summary>JFIF's YCbCr to RGB with 16 bits of fraction, one pixel.</summary>
    public static (byte R, byte G, byte B) ToRgb(int y, int cb, int cr) =>
        (Clamp(y + (((91881 * (cr - 128)) + 32768) >> 16)),
            Clamp(y + (((-22554 * (cb - 128)) - (46802 * (cr - 128)) + 32768) >> 16)),
            Clamp(y + (((116130 * (cb - 128)) + 32768) >> 16)));

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private static byte[] Upsample(TestJpeg file, int component)
    {
        var (h, v) = file.Factors.Length == 1 ? (file.MaxHorizontal, file.MaxVertical) : file.Factors[component];
        var (maxH, maxV) = (file.MaxHorizontal, file.MaxVertical);
        var (width, height) = (((file.Width * h) + maxH - 1) / maxH, ((file.Height * v) + maxV - 1) / maxV);
        var samples = Samples(component, width, height, file.Step);
        int At(int x, int y) => samples[(Math.Clamp(y, 0, height - 1) * width) + Math.Clamp(x, 0, width - 1)];

        var twiceWide = 2 * h == maxH && width > 2;
        var twiceHigh = 2 * v == maxV;
        var plane = new byte[file.Width * file.Height];
        for (var y = 0; y < file.Height; y++)
        {
            for (var x = 0; x < file.Width; x++)
            {
                var (nearX, nearY) = (x * h / maxH, y * v / maxV);
                var (farX, farY) = ((x / 2) + (x % 2 == 0 ? -1 : 1), (y / 2) + (y % 2 == 0 ? -1 : 1));
                plane[(y * file.Width) + x] = (byte)(
                    twiceWide && v == maxV ? ((3 * At(nearX, nearY)) + At(farX, nearY) + 1 + (x % 2)) >> 2
                    : h == maxH && twiceHigh ? ((3 * At(nearX, nearY)) + At(nearX, farY) + 1 + (y % 2)) >> 2
                    : twiceWide && twiceHigh
                        ? ((3 * ((3 * At(nearX, nearY)) + At(nearX, farY))) + (3 * At(farX, nearY)) + At(farX, farY) + 8 - (x % 2)) >> 4
                    : At(nearX, nearY));
            }
        }

        return plane;
    }

    private static byte[] Samples(int component, int width, int height, int step)
    {
        var samples = new byte[width * height];
        for (var row = 0; row < (height + 7) / 8; row++)
        {
            for (var column = 0; column < (width + 7) / 8; column++)
            {
                var block = Transform(Array.ConvertAll(TestJpeg.Block(component, row, column), c => c * step));
                for (var i = 0; i < 64; i++)
                {
                    var (x, y) = ((column * 8) + (i % 8), (row * 8) + (i / 8));
                    if (x < width && y < height)
                    {
                        samples[(y * width) + x] = Clamp(block[i] + 128);
                    }
                }
            }
        }

        return samples;
    }

    // Columns, then rows, each as libjpeg's accurate method: 13 bits of fraction, two extra bits between.
    private static int[] Transform(int[] block)
    {
        var between = new int[64];
        for (var x = 0; x < 8; x++)
        {
            Pass(i => block[(8 * i) + x], (i, value) => between[(8 * i) + x] = value, Fraction - 2);
        }

        var result = new int[64];
        for (var y = 0; y < 8; y++)
        {
            Pass(i => between[(8 * y) + i], (i, value) => result[(8 * y) + i] = value, Fraction + 5);
        }

        return result;
    }

    private static void Pass(Func<int, int> from, Action<int, int> to, int shift)
    {
        var z = (from(2) + from(6)) * 4433;
        var (t2, t3) = (z - (from(6) * 15137), z + (from(2) * 6270));
        var (t0, t1) = ((from(0) + from(4)) << Fraction, (from(0) - from(4)) << Fraction);
        int[] even = [t0 + t3, t1 + t2, t1 - t2, t0 - t3];

        var (a, b, c, d) = (from(7), from(5), from(3), from(1));
        var z5 = (a + c + b + d) * 9633;
        var (z1, z2, z3, z4) = ((a + d) * -7373, (b + c) * -20995, ((a + c) * -16069) + z5, ((b + d) * -3196) + z5);
        int[] odd = [(d * 12299) + z1 + z4, (c * 25172) + z2 + z3, (b * 16819) + z2 + z4, (a * 2446) + z1 + z3];
        for (var i = 0; i < 4; i++)
        {
            to(i, (even[i] + odd[i] + (1 << (shift - 1))) >> shift);
            to(7 - i, (even[i] - odd[i] + (1 << (shift - 1))) >> shift);
        }
    }
}
