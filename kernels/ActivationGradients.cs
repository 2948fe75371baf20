namespace IlgpuCam.Kernels;

/// <summary>What goes back through functions of one value.</summary>
public static partial class ActivationGradients
{
    /// <summary>The gradient times the derivative.</summary>
    public const int Derivative = 0;

    /// <summary>The same of positive gradients only, and only where the value is positive (of clipping functions: between the bounds): guided back-propagation.</summary>
    public const int Guided = 1;

    /// <summary>Positive gradients, whatever the derivative: the deconvolutional network.</summary>
    public const int Positive = 2;

    /// <summary>The gradient of what a function was applied to. Launch over the elements.</summary>
    /// <param name="gradient">The gradient of the function's results.</param>
    /// <param name="values">What the derivative is taken from: <see cref="ActivationDerivative"/>.</param>
    /// <param name="output">The result.</param>
    /// <param name="count">How many.</param>
    /// <param name="gates">One of the constants of this class.</param>
    /// <param name="activation">The function.</param>
    [Kernel]
    public static void Apply(
        ArrayView<float> gradient, ArrayView<float> values, ArrayView<float> output, int count, int gates, ActivationParameters activation)
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            var back = gates == Derivative ? gradient[i] : MathF.Max(gradient[i], 0);
            var derivative = 1f;
            if (gates != Positive)
            {
                var isClosed = gates == Guided && activation.Code != ActivationCode.Clip && !(values[i] > 0);
                derivative = isClosed ? 0 : ActivationDerivative.At(values[i], activation);
            }

            // Where nothing comes through, nothing does, be the gradient infinite or no number.
            output[i] = derivative == 0 ? 0 : back * derivative;
        }
    }
}
