namespace IlgpuCam.Kernels;

/// <summary>Functions of one or two values at the same place, the second operand repeated where it is smaller.</summary>
public static partial class Elementwise
{
    /// <summary>Adds.</summary>
    public const int Add = 0;

    /// <summary>Multiplies.</summary>
    public const int Multiply = 1;

    /// <summary>Subtracts the second from the first.</summary>
    public const int Subtract = 2;

    /// <summary>Divides the first by the second.</summary>
    public const int Divide = 3;

    /// <summary>The smaller.</summary>
    public const int Minimum = 4;

    /// <summary>The larger.</summary>
    public const int Maximum = 5;

    /// <summary>The first to the power of the second.</summary>
    public const int Power = 6;

    /// <summary>The first, or its product with the second where it is negative.</summary>
    public const int Slope = 7;

    /// <summary>A function of one value. Launch over the elements.</summary>
    /// <param name="input">The values.</param>
    /// <param name="output">The results; may be the same memory.</param>
    /// <param name="count">How many.</param>
    /// <param name="activation">The function.</param>
    [Kernel]
    public static void Apply(ArrayView<float> input, ArrayView<float> output, int count, ActivationParameters activation)
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            output[i] = AnyActivation.Apply(input[i], activation);
        }
    }

    /// <summary>A function of two values, then an activation. Launch over the elements of the result.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <param name="output">The results.</param>
    /// <param name="count">How many.</param>
    /// <param name="operation">One of the constants of this class.</param>
    /// <param name="broadcast">The lengths of the result's axes and the operands' strides along them.</param>
    /// <param name="activation">What follows.</param>
    [Kernel]
    public static void Combine(
        ArrayView<float> left, ArrayView<float> right, ArrayView<float> output, int count, int operation, BroadcastShape broadcast, ActivationParameters activation)
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            var place = BroadcastPlace.Of(i, broadcast);
            var a = left[place.Left(broadcast)];
            var b = right[place.Right(broadcast)];
            output[i] = AnyActivation.Apply(Of(operation, a, b), activation);
        }
    }

    private static float Of(int operation, float a, float b)
    {
        switch (operation)
        {
            case Multiply:
                return a * b;
            case Subtract:
                return a - b;
            case Divide:
                return a / b;
            case Minimum:
                return MathF.Min(a, b);
            case Maximum:
                return MathF.Max(a, b);
            case Power:
                return XMath.Pow(a, b);
            case Slope:
                return a < 0 ? a * b : a;
            default:
                return a + b;
        }
    }
}
