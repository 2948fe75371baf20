namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// The forward cosine transform in integers, the counterpart of <see cref="InverseDct"/> after the same paper; rows first. The result is 8
/// times too large.
/// </summary>
internal static class ForwardDct
{
    private const int FractionBits = 13;
    private const int ExtraBits = 2;

    /// <summary>Transforms one block in place.</summary>
    /// <param name="block">64 samples less 128, row by row; receives the coefficients times 8.</param>
    internal static void Transform(Span<int> block)
    {
        for (var row = 0; row < 64; row += 8)
        {
            Pass(block.Slice(row, 8), 1, -ExtraBits, FractionBits - ExtraBits);
        }

        for (var column = 0; column < 8; column++)
        {
            Pass(block[column..], 8, ExtraBits, FractionBits + ExtraBits);
        }
    }

    private static void Pass(Span<int> values, int step, int plainShift, int shift)
    {
        ref var v0 = ref values[0];
        ref var v1 = ref values[step];
        ref var v2 = ref values[2 * step];
        ref var v3 = ref values[3 * step];
        ref var v4 = ref values[4 * step];
        ref var v5 = ref values[5 * step];
        ref var v6 = ref values[6 * step];
        ref var v7 = ref values[7 * step];

        // Sums feed the even coefficients, differences the odd ones.
        var (sum0, sum1, sum2, sum3) = (v0 + v7, v1 + v6, v2 + v5, v3 + v4);
        var (odd0, odd1, odd2, odd3) = (v3 - v4, v2 - v5, v1 - v6, v0 - v7);

        var (even0, even1) = (sum0 + sum3, sum1 + sum2);
        var (even2, even3) = (sum1 - sum2, sum0 - sum3);
        v0 = Descale(even0 + even1, plainShift);
        v4 = Descale(even0 - even1, plainShift);
        var rotated = (even2 + even3) * 4433;
        v2 = Descale(rotated + (even3 * 6270), shift);
        v6 = Descale(rotated - (even2 * 15137), shift);

        var shared = (odd0 + odd2 + odd1 + odd3) * 9633;
        var z1 = (odd0 + odd3) * -7373;
        var z2 = (odd1 + odd2) * -20995;
        var z3 = ((odd0 + odd2) * -16069) + shared;
        var z4 = ((odd1 + odd3) * -3196) + shared;
        v7 = Descale((odd0 * 2446) + z1 + z3, shift);
        v5 = Descale((odd1 * 16819) + z2 + z4, shift);
        v3 = Descale((odd2 * 25172) + z2 + z3, shift);
        v1 = Descale((odd3 * 12299) + z1 + z4, shift);
    }

    private static int Descale(int value, int shift) => shift > 0 ? (value + (1 << (shift - 1))) >> shift : value << -shift;
}
