namespace IlgpuCam.Kernels;

/// <summary>
/// Packed RGB bytes to the network's input: a horizontal pass, then a vertical one that also orders, shifts and scales the channels. Weights are integers with 22 fractional bits and each pass rounds to
/// 8 bits, so that the pixels are those of the library's CPU code.
/// </summary>
public static partial class Preprocess
{
    /// <summary>Fractional bits of a weight.</summary>
    public const int Precision = 22;

    /// <summary>Resizes rows. Launch over (columns of the result, rows of the source).</summary>
    /// <param name="source">Rows of RGB pixels.</param>
    /// <param name="starts">For each column of the result the first pixel of the source, then how many pixels its window has.</param>
    /// <param name="weights">[columns of the result, taps].</param>
    /// <param name="destination">Rows of RGB pixels.</param>
    /// <param name="sourceWidth">Columns of the source.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="taps">Room for weights of a window.</param>
    [Kernel]
    public static void Columns(ArrayView<byte> source, ArrayView<int> starts, ArrayView<int> weights, ArrayView<byte> destination, int sourceWidth, int width, int taps)
    {
        var x = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (x < width)
        {
            var first = 3 * ((Grid.IdxY * sourceWidth) + starts[2 * x]);
            var red = 1 << (Precision - 1);
            var green = red;
            var blue = red;
            for (var i = 0; i < starts[(2 * x) + 1]; i++)
            {
                var weight = weights[(x * taps) + i];
                red += weight * source[first + (3 * i)];
                green += weight * source[first + (3 * i) + 1];
                blue += weight * source[first + (3 * i) + 2];
            }

            var target = 3 * ((Grid.IdxY * width) + x);
            destination[target] = ToByte(red);
            destination[target + 1] = ToByte(green);
            destination[target + 2] = ToByte(blue);
        }
    }

    /// <summary>Resizes columns and writes the channels as (value - mean) / deviation. Launch over (columns, rows of the result).</summary>
    /// <param name="source">Rows of RGB pixels, of the result's width.</param>
    /// <param name="starts">For each row of the result the first row of the source, then how many rows its window has.</param>
    /// <param name="weights">[rows of the result, taps].</param>
    /// <param name="output">[3, <see cref="InputPlacement.Height"/>, <see cref="InputPlacement.Width"/>].</param>
    /// <param name="width">Columns of source and result.</param>
    /// <param name="taps">Room for weights of a window.</param>
    /// <param name="placement">Where the result lies in the input, and how values are scaled.</param>
    [Kernel]
    public static void RowsToInput(
        ArrayView<byte> source, ArrayView<int> starts, ArrayView<int> weights, ArrayView<float> output, int width, int taps, InputPlacement placement)
    {
        var x = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (x < width)
        {
            var y = Grid.IdxY;
            var first = 3 * ((starts[2 * y] * width) + x);
            var red = 1 << (Precision - 1);
            var green = red;
            var blue = red;
            for (var i = 0; i < starts[(2 * y) + 1]; i++)
            {
                var weight = weights[(y * taps) + i];
                red += weight * source[first + (3 * i * width)];
                green += weight * source[first + (3 * i * width) + 1];
                blue += weight * source[first + (3 * i * width) + 2];
            }

            var plane = placement.Height * placement.Width;
            var target = ((placement.Top + y) * placement.Width) + placement.Left + x;
            output[(placement.RedChannel * plane) + target] = ((float)ToByte(red) - placement.RedMean) / placement.RedDeviation;
            output[plane + target] = ((float)ToByte(green) - placement.GreenMean) / placement.GreenDeviation;
            output[((2 - placement.RedChannel) * plane) + target] = ((float)ToByte(blue) - placement.BlueMean) / placement.BlueDeviation;
        }
    }

    private static byte ToByte(int value) => (byte)Math.Min(Math.Max(value >> Precision, 0), 255);
}
