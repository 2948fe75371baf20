namespace IlgpuCam.Compute.Tests.Math;

public sealed class XMathTests
{
    public static TheoryData<string, double> Functions => new()
    {
        { "Exp", 4 }, { "Log", 4 }, { "Log2", 4 }, { "Tanh", 4 }, { "Erf", 4 }, { "Sin", 4 }, { "Cos", 4 }, { "Rsqrt", 4 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_error_over_all_magnitudes_is_within_its_bound(string function, double bound)
    {
        Func<float, float> own = function switch
        {
            "Exp" => XMath.Exp,
            "Log" => XMath.Log,
            "Log2" => XMath.Log2,
            "Tanh" => XMath.Tanh,
            "Erf" => XMath.Erf,
            "Sin" => XMath.Sin,
            "Cos" => XMath.Cos,
            _ => XMath.Rsqrt,
        };
        Func<double, double> exact = function switch
        {
            "Exp" => System.Math.Exp,
            "Log" => System.Math.Log,
            "Log2" => System.Math.Log2,
            "Tanh" => System.Math.Tanh,
            "Erf" => Erf,
            "Sin" => System.Math.Sin,
            "Cos" => System.Math.Cos,
            _ => x => 1 / System.Math.Sqrt(x),
        };
        var (worst, at) = (0.0, 0f);
        for (var bits = 1L; bits < 0x7f800000; bits += 1021)
        {
            foreach (var x in (float[])[BitConverter.Int32BitsToSingle((int)bits), -BitConverter.Int32BitsToSingle((int)bits)])
            {
                var error = Ulps(own(x), exact(x));
                (worst, at) = error > worst ? (error, x) : (worst, at);
            }
        }

        Assert.True(worst <= bound, $"{function}({at:R}) is {worst} ulp off");
    }

    [Fact]
    public void Powers_are_within_sixteen_ulp()
    {
        var random = new Random(1);
        var worst = 0.0;
        for (var i = 0; i < 400_000; i++)
        {
            var x = MathF.Exp((random.NextSingle() - 0.5f) * (i % 2 == 0 ? 2 : 160));
            var y = (random.NextSingle() - 0.5f) * (i % 3 == 0 ? 4 : 200);
            worst = System.Math.Max(worst, Ulps(XMath.Pow(x, y), System.Math.Pow(x, y)));
        }

        Assert.InRange(worst, 0, 16);
    }

    [Fact]
    public void Ends_of_the_range_are_as_C_sharp_has_them()
    {
        float[] special = [0, -0f, 1, -1, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, float.MaxValue, -float.MaxValue, 2, -3, 0.5f, -0.5f];
        foreach (var x in special)
        {
            Assert.Equal(MathF.Exp(x), XMath.Exp(x));
            Assert.Equal(MathF.Tanh(x), XMath.Tanh(x), 1e-6f);
            Assert.Equal(float.IsNaN(MathF.Log(x)), float.IsNaN(XMath.Log(x)));
            Assert.Equal(float.IsNaN(MathF.Sin(x)), float.IsNaN(XMath.Sin(x)));
            foreach (var y in special)
            {
                Assert.True(Ulps(XMath.Pow(x, y), System.Math.Pow(x, y)) <= 16, $"{x} ^ {y}: {XMath.Pow(x, y)} and not {System.Math.Pow(x, y)}");
            }
        }

        Assert.Equal(float.NegativeInfinity, XMath.Log(0));
        Assert.Equal(1, XMath.Clamp(3, 0, 1));
        Assert.True(float.IsNaN(XMath.Max(float.NaN, 1)));
    }

    // Units in the last place of the nearest float.
    private static double Ulps(float value, double exact)
    {
        var nearest = (float)exact;
        if (value.Equals(nearest))
        {
            return 0;
        }

        if (!float.IsFinite(value) || !float.IsFinite(nearest))
        {
            // One unit either side of overflow is as near as can be.
            return MathF.Abs(nearest) == float.MaxValue || MathF.Abs(value) == float.MaxValue ? 1 : double.PositiveInfinity;
        }

        var unit = System.Math.Max(System.Math.ScaleB(1, System.Math.ILogB(System.Math.Max(System.Math.Abs(exact), double.Epsilon)) - 23), float.Epsilon);
        return System.Math.Abs(value - exact) / unit;
    }

    // Maclaurin's series near 0, else the continued fraction of erfc (Abramowitz and Stegun 7.1.5, 7.1.14).
    private static double Erf(double x)
    {
        var a = System.Math.Abs(x);
        if (a > 6)
        {
            return System.Math.Sign(x);
        }

        if (a < 2.5)
        {
            var (sum, term) = (x, x);
            for (var n = 1; System.Math.Abs(term) > 1e-18 * System.Math.Abs(sum) && n < 200; n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return sum * 2 / System.Math.Sqrt(System.Math.PI);
        }

        var fraction = 0.0;
        for (var n = 120; n > 0; n--)
        {
            fraction = n / 2.0 / (a + fraction);
        }

        return System.Math.Sign(x) * (1 - (System.Math.Exp(-a * a) / System.Math.Sqrt(System.Math.PI) / (a + fraction)));
    }
}
