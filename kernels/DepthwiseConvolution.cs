namespace IlgpuCam.Kernels;

/// <summary>Convolution of each channel by itself, and of every group that has few channels: a work-item computes one result from memory.</summary>
public static partial class DepthwiseConvolution
{
    /// <summary>Launch over (pixels of a result in groups of any size, output channels, images).</summary>
    /// <param name="input">Images of maps, <see cref="ConvolutionShape.InputImage"/> apart.</param>
    /// <param name="weights">[output channels, channels of a group, rows, columns].</param>
    /// <param name="bias">One value an output channel.</param>
    /// <param name="residual">What is added before the activation, in the shape of the result; any view where there is none.</param>
    /// <param name="output">The result.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="activation">The activation's parameters.</param>
    [Kernel]
    [KernelInstance<ClampActivation>]
    [KernelInstance<AnyActivation>]
    public static void Forward<TActivation>(
        ArrayView<float> input,
        ArrayView<float> weights,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        ConvolutionShape shape,
        ActivationParameters activation)
        where TActivation : struct, IActivation
    {
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        var pixels = shape.OutputHeight * shape.OutputWidth;
        var channel = Grid.IdxY;
        var image = Grid.IdxZ;
        if (pixel < pixels)
        {
            var outputY = pixel / shape.OutputWidth;
            var y = (outputY * shape.StrideY) - shape.PadTop;
            var x = ((pixel - (outputY * shape.OutputWidth)) * shape.StrideX) - shape.PadLeft;
            var firstChannel = channel / shape.GroupOutputs * shape.GroupChannels;
            var weight = channel * shape.GroupChannels * shape.KernelHeight * shape.KernelWidth;
            var sum = 0f;
            for (var c = 0; c < shape.GroupChannels; c++)
            {
                var map = (image * shape.InputImage) + ((firstChannel + c) * shape.Height * shape.Width);
                for (var ky = 0; ky < shape.KernelHeight; ky++)
                {
                    var row = y + (ky * shape.DilationY);
                    for (var kx = 0; kx < shape.KernelWidth; kx++)
                    {
                        var column = x + (kx * shape.DilationX);
                        if ((uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width)
                        {
                            sum = MathF.FusedMultiplyAdd(input[map + (row * shape.Width) + column], weights[weight], sum);
                        }

                        weight++;
                    }
                }
            }

            sum += bias[channel];
            if (shape.HasResidual != 0)
            {
                sum += residual[(image * shape.ResidualImage) + (channel * pixels) + pixel];
            }

            output[(image * shape.OutputImage) + (channel * pixels) + pixel] = TActivation.Apply(sum, activation);
        }
    }
}
