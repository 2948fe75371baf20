using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Faithfulness;

/// <summary>A map at the network's input, as faithfulness is measured with it.</summary>
internal static class PixelMap
{
    // TorchCAM adds it to the range: a map of smaller numbers, such as powers of a sure class's gradients, stays darker than 1 there, and its figures show that.
    private const float Least = 1e-8f;

    /// <summary>The map scaled from its minimum and maximum to 0..1, then upsampled to the input bilinearly with half-pixel centres, as TorchCAM does it. NaN counts as 0; a constant map is 0.</summary>
    /// <param name="map">The map.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    internal static float[] Scaled(ActivationMap map, int height, int width)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in map.Values)
        {
            if (float.IsFinite(value))
            {
                (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
            }
        }

        var range = high - low + Least;
        var scaled = Array.ConvertAll(map.Values, v => float.IsFinite(range) && float.IsFinite(v) ? (v - low) / range : 0);
        var pixels = new float[height * width];
        Localizer.Upsample(scaled, map.Height, map.Width, Placement.Whole(width, height), pixels);
        return pixels;
    }

    /// <summary>The pixels from the largest value to the smallest; equal ones in row-major order.</summary>
    /// <param name="pixels">Values from 0.</param>
    internal static int[] Order(ReadOnlySpan<float> pixels)
    {
        // The bits of floats that are not negative are ordered as they are.
        var keys = new ulong[pixels.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((ulong)~BitConverter.SingleToUInt32Bits(pixels[i] + 0f) << 32) | (uint)i;
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, k => (int)(uint)k);
    }
}
