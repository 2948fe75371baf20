namespace IlgpuCam.Compute.Tests;

public class XMathElementaryTests
{
    [Fact]
    public void Functions_of_one_number_are_within_four_units_of_the_last_place()
    {
        Check(XMath.Exp, Math.Exp);
        Check(XMath.Log, Math.Log);
        Check(XMath.Log2, Math.Log2);
        Check(XMath.Tanh, Math.Tanh);
        Check(XMath.Sin, Math.Sin);
        Check(XMath.Cos, Math.Cos);
        Check(XMath.Rsqrt, x => 1 / Math.Sqrt(x));
    }

    [Theory]
    [InlineData(0.1f, 0.11246291768225723)]
    [InlineData(0.5f, 0.5204998778130465)]
    [InlineData(1f, 0.8427007929497149)]
    [InlineData(1.5f, 0.9661051464753108)]
    [InlineData(2f, 0.9953222650189527)]
    [InlineData(3f, 0.9999779095030014)]
    [InlineData(10f, 1)]
    public void The_error_function_is_within_four_units_of_the_last_place(float x, double expected)
    {
        Assert.True(Distance(XMath.Erf(x), expected) <= 4);
        Assert.True(Distance(XMath.Erf(-x), -expected) <= 4);
    }

    [Fact]
    public void Powers_are_within_sixteen_units_of_the_last_place()
    {
        var random = new Random(3);
        for (var i = 0; i < 200_000; i++)
        {
            var x = i % 2 == 0 ? BitConverter.Int32BitsToSingle(random.Next(0x7f800000)) : 0.5f + random.NextSingle();
            var y = (float)(((random.NextDouble() * 280) - 150) / Math.Log2(x));
            Assert.True(Distance(XMath.Pow(x, y), Math.Pow(x, y)) <= 16, $"{x} to the power {y}");
        }
    }

    [Fact]
    public void Powers_of_special_numbers_are_those_of_IEEE_754()
    {
        float[] numbers = [0, -0f, 1, -1, 2, -2, 3, -3, 0.5f, -0.5f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1e-40f, -1e-40f, 1e30f, -1e30f, 1.5f, 16777215, -16777215, 33554432];
        foreach (var x in numbers)
        {
            foreach (var y in numbers)
            {
                Assert.True(Distance(XMath.Pow(x, y), Math.Pow(x, y)) <= 16, $"{x} to the power {y} is {XMath.Pow(x, y)}");
            }
        }
    }

    private static void Check(Func<float, float> function, Func<double, double> exact)
    {
        for (long bits = 0; bits < 1L << 32; bits += 20011)
        {
            var x = BitConverter.UInt32BitsToSingle((uint)bits);
            Assert.True(Distance(function(x), exact(x)) <= 4, $"{x}: {function(x)}, exactly {exact(x)}");
        }
    }

    // In units of the last place of the exact value as a float; what overflows may do so one step early.
    private static double Distance(float value, double exact)
    {
        if (double.IsNaN(exact) || float.IsInfinity((float)exact) || float.IsInfinity(value))
        {
            return value.Equals((float)exact) || (Math.Abs(exact) > 3.4028e38 && Math.Abs(value) > 3.4028e38f) ? 0 : double.PositiveInfinity;
        }

        var exponent = exact == 0 ? -126 : Math.Max(Math.ILogB(exact), -126);
        return Math.Abs(value - exact) / Math.ScaleB(1, exponent - 23);
    }
}
