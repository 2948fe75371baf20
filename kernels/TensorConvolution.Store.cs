namespace IlgpuCam.Kernels;

/// <content>What becomes of the sums.</content>
public static partial class TensorConvolution
{
    /// <summary>Adds bias and summand, applies the activation and stores a warp's results.</summary>
    private static void Store<TTile, TActivation>(
        ArrayView<FragmentC> sums,
        ArrayView<float> bias,
        ArrayView<float> residual,
        ArrayView<float> output,
        int group,
        int firstRow,
        int firstColumn,
        int lane,
        ConvolutionShape shape,
        ActivationParameters activation)
        where TTile : struct, ITensorTile
        where TActivation : struct, IActivation
    {
        var pixels = shape.OutputHeight * shape.OutputWidth;
        for (var c = 0; c < TTile.WarpColumns / 8; c++)
        {
            for (var next = 0; next < 2; next++)
            {
                var column = firstColumn + (8 * c) + (2 * (lane % 4)) + next;
                if (column < shape.Columns)
                {
                    var image = column / pixels;
                    var pixel = column - (image * pixels);
                    for (var r = 0; r < TTile.WarpRows / 8; r++)
                    {
                        var row = firstRow + (8 * r) + (lane / 4);
                        if (row < shape.GroupOutputs)
                        {
                            var channel = (group * shape.GroupOutputs) + row;
                            var value = Pick(sums[(r / 2 * (TTile.WarpColumns / 8)) + c], r % 2, next) + bias[channel];
                            if (shape.HasResidual != 0)
                            {
                                value += residual[(image * shape.ResidualImage) + (channel * pixels) + pixel];
                            }

                            output[(image * shape.OutputImage) + (channel * pixels) + pixel] = TActivation.Apply(value, activation);
                        }
                    }
                }
            }
        }
    }

    private static float Pick(FragmentC sums, int lower, int next) => lower == 0 ? (next == 0 ? sums.R0 : sums.R1) : (next == 0 ? sums.R2 : sums.R3);
}
