using IlgpuCam.Images;

namespace IlgpuCam.Tests.Images;

/// <summary>Pillow's resize, written as its definition reads: whole passes over whole pictures, a channel at a time.</summary>
internal static class PlainResize
{
    public static byte[] Resize(RgbImage source, int width, int height, ResampleFilter filter, SourceBox box)
    {
        var pixels = source.Pixels;
        if (width != source.Width || box.X0 != 0 || box.X1 != width)
        {
            pixels = Pass(pixels, 3, source.Width, source.Height, source.Width * 3, width, filter, box.X0, box.X1, width * 3, 3);
        }

        if (height != source.Height || box.Y0 != 0 || box.Y1 != height)
        {
            pixels = Pass(pixels, width * 3, source.Height, width, 3, height, filter, box.Y0, box.Y1, 3, width * 3);
        }

        return pixels;
    }

    // Lines of pixels one step apart become lines of another length.
    private static byte[] Pass(
        byte[] source, int step, int length, int lines, int lineStep, int newLength, ResampleFilter filter, float from, float to, int newLineStep, int newStep)
    {
        var result = new byte[newLength * lines * 3];
        var scale = (double)(to - from) / newLength;
        var stretch = Math.Max(scale, 1);
        for (var i = 0; i < newLength; i++)
        {
            var center = from + ((i + 0.5) * scale);
            var support = Support(filter) * stretch;
            var first = Math.Max((int)(center - support + 0.5), 0);
            var end = Math.Min((int)(center + support + 0.5), length);
            var weights = Enumerable.Range(first, end - first).Select(x => Window(filter, (x - center + 0.5) * (1 / stretch))).ToArray();
            var sum = 0.0;
            foreach (var weight in weights)
            {
                sum += weight;
            }

            var rounded = weights.Select(weight => (long)((weight / sum * (1 << 22)) + (weight / sum < 0 ? -0.5 : 0.5))).ToArray();
            for (var line = 0; line < lines; line++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    var value = 1L << 21;
                    for (var k = 0; k < rounded.Length; k++)
                    {
                        value += rounded[k] * source[((first + k) * step) + (line * lineStep) + channel];
                    }

                    result[(i * newStep) + (line * newLineStep) + channel] = (byte)Math.Clamp(value >> 22, 0, 255);
                }
            }
        }

        return result;
    }

    private static double Support(ResampleFilter filter) => filter switch
    {
        ResampleFilter.Box => 0.5,
        ResampleFilter.Bilinear => 1,
        ResampleFilter.Bicubic => 2,
        _ => 3,
    };

    private static double Window(ResampleFilter filter, double x)
    {
        var distance = Math.Abs(x);
        return filter switch
        {
            ResampleFilter.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
            ResampleFilter.Bilinear => distance < 1 ? 1 - distance : 0,
            ResampleFilter.Bicubic when distance < 1 => (((1.5 * distance) - 2.5) * distance * distance) + 1,
            ResampleFilter.Bicubic => distance < 2 ? ((((distance - 5) * distance) + 8) * distance - 4) * -0.5 : 0,
            _ => x == 0 ? 1 : distance < 3 ? Math.Sin(x * Math.PI) / (x * Math.PI) * (Math.Sin(x / 3 * Math.PI) / (x / 3 * Math.PI)) : 0,
        };
    }
}
