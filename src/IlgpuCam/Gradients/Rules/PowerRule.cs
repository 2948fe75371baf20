using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients.Rules;

/// <summary>Powers a^b.</summary>
internal static class PowerRule
{
    /// <summary>What goes to the base: b a^(b - 1), which is 0 where b is.</summary>
    /// <param name="tape">Takes the nodes.</param>
    /// <param name="gradient">The gradient of the power.</param>
    /// <param name="x">The base.</param>
    /// <param name="exponent">The exponent.</param>
    /// <param name="known">Its number where it is a constant.</param>
    internal static string Base(GradientTape tape, string gradient, string x, string exponent, ConstantTensor? known)
    {
        if (known is null)
        {
            var less = tape.Add(new Arithmetic(ArithmeticOperation.Power), x, tape.Plus(exponent, -1));
            return tape.Times(gradient, tape.Times(exponent, less));
        }

        var exponents = known.ToFloats();
        var scaled = tape.Times(gradient, Like(exponents));

        // Of a number to the power of 0 only the factor 0 is to be seen, whatever the number is.
        return tape.Times(scaled, Array.TrueForAll(exponents, e => e == 2)
            ? x
            : tape.Add(new Arithmetic(ArithmeticOperation.Power), x, Like(Array.ConvertAll(exponents, e => e == 0 ? 0 : e - 1))));

        string Like(float[] values) => tape.Constant(values.Length == 1
            ? ConstantTensor.FromFloats(Shape.Scalar, values)
            : ConstantTensor.FromFloats(known.Shape, values));
    }

    /// <summary>What goes to the exponent: a^b log(a), which is 0 where a is.</summary>
    /// <param name="tape">Takes the nodes.</param>
    /// <param name="gradient">The gradient of the power.</param>
    /// <param name="x">The base.</param>
    /// <param name="power">The power.</param>
    internal static string Exponent(GradientTape tape, string gradient, string x, string power)
    {
        var isZero = tape.AreEqual(x, tape.Constant(0));
        return tape.Times(gradient, tape.Times(power, tape.Of(ActivationKind.Log, tape.Plus(x, isZero))));
    }
}
