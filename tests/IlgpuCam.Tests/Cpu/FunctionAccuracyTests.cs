using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Tests.Cpu;

/// <summary>The errors of the vectorised functions over their whole ranges, in units in the last place of the exact result.</summary>
public sealed class FunctionAccuracyTests
{
    [Theory]
    [InlineData(ActivationKind.Exp, -87, 88, 2)]
    [InlineData(ActivationKind.Log, 1e-30f, 1e30f, 2)]
    [InlineData(ActivationKind.Tanh, -20, 20, 4)]
    [InlineData(ActivationKind.Erf, -6, 6, 4)]
    [InlineData(ActivationKind.Sqrt, 0, 1e30f, 1)]
    [InlineData(ActivationKind.Sin, -3, 3, 4)]
    [InlineData(ActivationKind.Cos, -1.5f, 1.5f, 4)]
    [InlineData(ActivationKind.Softplus, -80, 80, 4)]
    [InlineData(ActivationKind.Elu, -80, 0, 8)]
    [InlineData(ActivationKind.Mish, -80, 80, 8)]
    [InlineData(ActivationKind.Silu, -80, 80, 4)]
    public void A_function_is_near_the_exact_one(ActivationKind kind, float least, float most, double units)
    {
        const int Count = 20003;
        var input = new Tensor([Count]);
        for (var i = 0; i < Count; i++)
        {
            // Evenly over the range, and ever smaller towards zero.
            var even = least + ((most - least) * i / (Count - 1));
            input.Data[i] = i % 2 == 0 ? Math.Clamp(even, least, most) : Math.Clamp(even * MathF.Pow(10, -(i % 31)), least, most);
        }

        var exact = ReferenceFunctions.Of(new Activation(kind, 1));
        foreach (var width in TestNetwork.Widths)
        {
            var result = Run(kind, input, width);
            var worst = 0.0;
            for (var i = 0; i < Count; i++)
            {
                var expected = kind switch
                {
                    // Where the reference itself loses what matters.
                    ActivationKind.Elu when input.Data[i] > -1e-3f => input.Data[i] + (0.5 * input.Data[i] * input.Data[i]),
                    ActivationKind.Softplus when input.Data[i] < -10 => Math.Exp(input.Data[i]) - (0.5 * Math.Exp(2.0 * input.Data[i])),
                    ActivationKind.Mish when input.Data[i] < -10 => input.Data[i] * (Math.Exp(input.Data[i]) - (0.5 * Math.Exp(2.0 * input.Data[i]))),
                    _ => exact(input.Data[i]),
                };
                var unit = MathF.BitIncrement(MathF.Abs((float)expected)) - MathF.Abs((float)expected);
                worst = Math.Max(worst, Math.Abs(result[i] - expected) / unit);
            }

            Assert.True(worst <= units, $"{kind} at {width} bits: {worst:F2} units in the last place, at most {units} expected");
        }
    }

    [Fact]
    public void Functions_have_their_limits()
    {
        var input = new Tensor([9], [float.NegativeInfinity, -1e30f, -100, -0f, 0, 100, 1e30f, float.PositiveInfinity, float.NaN]);
        foreach (var width in TestNetwork.Widths)
        {
            Assert.Equal([-1, -1, -1, 0, 0, 1, 1, 1, float.NaN], Run(ActivationKind.Tanh, input, width));
            Assert.Equal([-1, -1, -1, 0, 0, 1, 1, 1, float.NaN], Run(ActivationKind.Erf, input, width));
            Assert.Equal([0, 0, float.PositiveInfinity, float.PositiveInfinity, float.NaN], Run(ActivationKind.Exp, input, width) is var e ? [e[0], e[1], e[6], e[7], e[8]] : []);
            Assert.Equal([100, 1e30f, float.PositiveInfinity], Run(ActivationKind.Softplus, input, width)[5..8]);
            Assert.Equal([-1, -1, -1, 0, 0, 100, 1e30f, float.PositiveInfinity], Run(ActivationKind.Elu, input, width)[..8]);
        }
    }

    [Fact]
    public void Halves_are_rounded_to_even()
    {
        var input = new Tensor([8], [-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, 2.4999998f, 1e9f]);
        Assert.All(TestNetwork.Widths, width => Assert.Equal([-2, -2, 0, 0, 2, 2, 2, 1e9f], Run(ActivationKind.Round, input, width)));
    }

    private static float[] Run(ActivationKind kind, Tensor input, int width)
    {
        Network network = new([new("x", [.. input.Shape])], [], [new("f", new Activate(new(kind, 1)), ["x"], "y")], ["y"]);
        return TestNetwork.Run(network, new() { ["x"] = input }, ["y"], 1, width)[0].Data;
    }
}
