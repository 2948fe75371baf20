using IlgpuCam.Images;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Explaining;

/// <summary>The photo as the network sees it.</summary>
internal static class InputPicture
{
    /// <summary>Turns an input back into a picture.</summary>
    /// <param name="input">The input, [1,3,H,W].</param>
    /// <param name="preprocessing">How it was made.</param>
    internal static RgbImage Of(Tensor input, Preprocessing preprocessing)
    {
        var (height, width) = (input.Shape[2], input.Shape[3]);
        var picture = new RgbImage(width, height);
        for (var channel = 0; channel < 3; channel++)
        {
            var color = preprocessing.Color == ColorOrder.Rgb ? channel : 2 - channel;
            for (var i = 0; i < height * width; i++)
            {
                var value = (input.Data[(channel * height * width) + i] * preprocessing.StandardDeviation[channel]) + preprocessing.Mean[channel];
                picture.Pixels[(3 * i) + color] = (byte)Math.Clamp(MathF.Round(value), 0, byte.MaxValue);
            }
        }

        return picture;
    }
}
