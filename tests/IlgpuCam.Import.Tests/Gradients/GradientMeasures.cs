using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Tests.Gradients;

/// <summary>By what gradients of whole networks are judged: single gates flip by rounding, so no element counts by itself.</summary>
internal static class GradientMeasures
{
    private const int Side = 8;

    /// <summary>The means of one image's gradient over whole blocks of 8x8 pixels.</summary>
    internal static float[] BlockMeans(Tensor gradient, int image = 0)
    {
        var (channels, height, width) = (gradient.Shape[1], gradient.Shape[2], gradient.Shape[3]);
        var (rows, columns) = (height / Side, width / Side);
        var values = Image(gradient, image);
        var means = new float[channels * rows * columns];
        for (var line = 0; line < channels * rows * Side; line++)
        {
            var (c, y) = (line / (rows * Side), line % (rows * Side));
            for (var x = 0; x < columns * Side; x++)
            {
                means[(((c * rows) + (y / Side)) * columns) + (x / Side)] += values[(((c * height) + y) * width) + x] / (Side * Side);
            }
        }

        return means;
    }

    /// <summary>The root of the mean of one image's squares.</summary>
    internal static double RootMeanSquare(Tensor gradient, int image = 0) => Math.Sqrt(Image(gradient, image).ToArray().Average(v => (double)v * v));

    /// <summary>The Euclidean norm of the difference over that of the reference.</summary>
    internal static double RelativeError(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var (difference, square) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow((double)expected[i] - actual[i], 2);
            square += Math.Pow(expected[i], 2);
        }

        return Math.Sqrt(difference / square);
    }

    /// <summary>Grad-CAM of one image before its ReLU: the maps, each weighted by the mean of its gradient.</summary>
    internal static float[] GradCam(Tensor maps, Tensor gradients, int image = 0)
    {
        var plane = maps.Shape[2] * maps.Shape[3];
        var values = Image(maps, image);
        var slopes = Image(gradients, image);
        var map = new float[plane];
        for (var k = 0; k < maps.Shape[1]; k++)
        {
            var weight = slopes.Slice(k * plane, plane).ToArray().Average();
            for (var i = 0; i < plane; i++)
            {
                map[i] += weight * values[(k * plane) + i];
            }
        }

        return map;
    }

    /// <summary>The elements of one image.</summary>
    internal static ReadOnlySpan<float> Image(Tensor tensor, int image)
    {
        var length = tensor.Data.Length / tensor.Shape[0];
        return tensor.Data.AsSpan(image * length, length);
    }
}
