namespace IlgpuCam.Kernels;

/// <summary>The second step of a sum that several groups computed a part of each: adds the parts in their order, so that the result is always the same, and what follows.</summary>
public static partial class SplitSum
{
    /// <summary>Launch over the elements of the result.</summary>
    /// <param name="parts">[parts, images, channels, pixels].</param>
    /// <param name="bias">One value a channel.</param>
    /// <param name="residual">What is added before the activation; any view where there is none.</param>
    /// <param name="output">The result.</param>
    /// <param name="shape">The result's size, how far its images and those of the summand are apart, and the number of parts.</param>
    /// <param name="channels">Channels of the result.</param>
    /// <param name="count">Elements of the result.</param>
    /// <param name="activation">The activation's parameters.</param>
    [Kernel]
    [KernelInstance<ClampActivation>]
    [KernelInstance<AnyActivation>]
    public static void Run<TActivation>(
        ArrayView<float> parts,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        int channels,
        int count,
        ActivationParameters activation)
        where TActivation : struct, IActivation
    {
        var i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            var sum = parts[i];
            for (var part = 1; part < shape.Parts; part++)
            {
                sum += parts[(part * count) + i];
            }

            var length = channels * shape.OutputHeight * shape.OutputWidth;
            var image = i / length;
            var place = i - (image * length);
            sum += bias[place / (shape.OutputHeight * shape.OutputWidth)];
            if (shape.HasResidual != 0)
            {
                sum += residual[(image * shape.ResidualImage) + place];
            }

            output[(image * shape.OutputImage) + place] = TActivation.Apply(sum, activation);
        }
    }
}
