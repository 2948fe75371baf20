using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Tensors;

public sealed class HalfConversionTests
{
    [Fact]
    public void All_65536_halves_widen_bit_for_bit()
    {
        var halves = AllHalves();
        var floats = new float[halves.Length];

        HalfConversion.ToSingle(halves, floats);

        for (var i = 0; i < halves.Length; i++)
        {
            Assert.Equal(Bits((float)halves[i]), Bits(floats[i]));
        }
    }

    [Fact]
    public void Widening_follows_the_definition_of_binary16()
    {
        var halves = AllHalves();
        var floats = new float[halves.Length];
        HalfConversion.ToSingle(halves, floats);

        for (var i = 0; i < halves.Length; i++)
        {
            var (sign, exponent, fraction) = (i < 0x8000 ? 1.0 : -1.0, (i >> 10) & 31, i & 1023);
            if (exponent == 31)
            {
                Assert.Equal(fraction == 0 ? sign * double.PositiveInfinity : double.NaN, floats[i]);
            }
            else
            {
                var magnitude = exponent == 0 ? fraction * Math.Pow(2, -24) : (1024 + fraction) * Math.Pow(2, exponent - 25);
                Assert.Equal(sign * magnitude, floats[i]);
            }
        }
    }

    [Fact]
    public void Every_half_survives_widening_and_narrowing()
    {
        var halves = AllHalves();
        var floats = new float[halves.Length];
        var back = new Half[halves.Length];

        HalfConversion.ToSingle(halves, floats);
        HalfConversion.ToHalf(floats, back);

        for (var i = 0; i < halves.Length; i++)
        {
            var quiet = Half.IsNaN(halves[i]) ? i | 0x200 : i;
            Assert.Equal(quiet, BitConverter.HalfToUInt16Bits(back[i]));
        }
    }

    [Fact]
    public void Narrowing_between_two_neighbours_takes_the_nearer_and_the_even_one_of_a_tie()
    {
        // 0x7C00 stands for 65536 here, so that the last step is rounded like every other: 65519 falls, 65520 is infinite.
        for (ushort lower = 0; lower < 0x7C00; lower++)
        {
            var upper = (ushort)(lower + 1);
            var from = (float)BitConverter.UInt16BitsToHalf(lower);
            var to = upper == 0x7C00 ? 65536f : (float)BitConverter.UInt16BitsToHalf(upper);
            var middle = (from + to) / 2;
            float[] values = [from, float.BitIncrement(from), float.BitDecrement(middle), middle, float.BitIncrement(middle), float.BitDecrement(to), to];
            ushort[] expected = [lower, lower, lower, (lower & 1) == 0 ? lower : upper, upper, upper, upper];

            // Twice and negated makes 28 values: one run through the vector code and one through the remainder.
            float[] all = [.. values, .. values, .. values.Select(v => -v), .. values.Select(v => -v)];
            var halves = new Half[all.Length];
            HalfConversion.ToHalf(all, halves);

            for (var i = 0; i < all.Length; i++)
            {
                Assert.Equal(expected[i % 7] | (i < 14 ? 0 : 0x8000), BitConverter.HalfToUInt16Bits(halves[i]));
            }
        }
    }

    [Theory]
    [InlineData(0x7F800000u, 0x7C00)]
    [InlineData(0xFF800000u, 0xFC00)]
    [InlineData(0x7F7FFFFFu, 0x7C00)]
    [InlineData(0x00000001u, 0x0000)]
    [InlineData(0x80000001u, 0x8000)]
    [InlineData(0x80000000u, 0x8000)]
    [InlineData(0x33000000u, 0x0000)]
    [InlineData(0x33000001u, 0x0001)]
    [InlineData(0x7F800001u, 0x7E00)]
    [InlineData(0xFFFFFFFFu, 0xFFFF)]
    [InlineData(0x7FA00000u, 0x7F00)]
    public void Special_values_narrow_alike_in_a_vector_and_alone(uint single, int half)
    {
        var values = new float[17];
        Array.Fill(values, BitConverter.UInt32BitsToSingle(single));
        var halves = new Half[17];

        HalfConversion.ToHalf(values, halves);

        Assert.All(halves, value => Assert.Equal(half, BitConverter.HalfToUInt16Bits(value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    public void Any_length_is_converted_and_nothing_beyond_it(int length)
    {
        var random = new Random(length);
        var singles = new float[length];
        foreach (ref var value in singles.AsSpan())
        {
            value = (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 5)));
        }

        var halves = new Half[length + 20];
        Array.Fill(halves, Half.Pi);
        HalfConversion.ToHalf(singles, halves);
        Assert.Equal(singles.Select(v => (Half)v), halves.Take(length));
        Assert.All(halves.Skip(length), value => Assert.Equal(Half.Pi, value));

        var back = new float[length + 20];
        Array.Fill(back, 42f);
        HalfConversion.ToSingle(halves.AsSpan(0, length), back);
        Assert.Equal(halves.Take(length).Select(v => (float)v), back.Take(length));
        Assert.All(back.Skip(length), value => Assert.Equal(42f, value));
    }

    [Fact]
    public void A_short_destination_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HalfConversion.ToHalf(new float[3], new Half[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => HalfConversion.ToSingle(new Half[3], new float[2]));
    }

    private static Half[] AllHalves() => [.. Enumerable.Range(0, 65536).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))];

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
