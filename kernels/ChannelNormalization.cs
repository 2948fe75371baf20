namespace IlgpuCam.Kernels;

/// <summary>Local response normalisation and the scale and shift of a channel.</summary>
public static partial class ChannelNormalization
{
    /// <summary>x / (bias + alpha / size * sum of squares)^beta over neighbouring channels (Krizhevsky et al. 2012, section 3.3). Launch over (pixels, channels, images).</summary>
    /// <param name="input">Images of maps.</param>
    /// <param name="output">The result.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="pixels">Elements of a map.</param>
    /// <param name="before">Channels before the one that is normalised.</param>
    /// <param name="after">Channels after it.</param>
    /// <param name="scale">alpha / size.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="bias">What the mean square is added to.</param>
    [Kernel]
    public static void LocalResponse(
        ArrayView<float> input, ArrayView<float> output, int channels, int pixels, int before, int after, float scale, float beta, float bias)
    {
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (pixel < pixels)
        {
            var image = Grid.IdxZ * channels;
            var last = Math.Min(Grid.IdxY + after, channels - 1);
            var sum = 0f;
            for (var c = Math.Max(Grid.IdxY - before, 0); c <= last; c++)
            {
                var value = input[((image + c) * pixels) + pixel];
                sum = MathF.FusedMultiplyAdd(value, value, sum);
            }

            var i = ((image + Grid.IdxY) * pixels) + pixel;
            output[i] = input[i] * XMath.Pow(bias + (scale * sum), -beta);
        }
    }

    /// <summary>scale x + shift, the numbers of each channel, then an activation. Launch over (pixels, channels, images).</summary>
    /// <param name="input">Images of maps.</param>
    /// <param name="scale">A factor a channel.</param>
    /// <param name="shift">A summand a channel.</param>
    /// <param name="output">The result.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="pixels">Elements of a map.</param>
    /// <param name="activation">What follows.</param>
    [Kernel]
    public static void Affine(
        ArrayView<float> input, ArrayView<float> scale, ArrayView<float> shift, ArrayView<float> output, int channels, int pixels, ActivationParameters activation)
    {
        var pixel = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (pixel < pixels)
        {
            var i = (((Grid.IdxZ * channels) + Grid.IdxY) * pixels) + pixel;
            output[i] = AnyActivation.Apply(MathF.FusedMultiplyAdd(input[i], scale[Grid.IdxY], shift[Grid.IdxY]), activation);
        }
    }
}
