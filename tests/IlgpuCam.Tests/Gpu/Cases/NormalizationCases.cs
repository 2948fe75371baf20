using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="ChannelNormalization"/>.</summary>
internal static class NormalizationCases
{
    internal static IEnumerable<KernelCase> All
    {
        get
        {
            foreach (var (images, channels, pixels) in new[] { (2, 7, 35), (1, 1, 1) })
            {
                yield return new($"local response {images}, {channels}, {pixels}", d => CheckLocalResponse(d, images, channels, pixels));
                yield return new($"scale and shift {images}, {channels}, {pixels}", d => CheckAffine(d, images, channels, pixels));
            }
        }
    }

    private static void CheckLocalResponse(CaseDevice device, int images, int channels, int pixels)
    {
        const int Before = 1, After = 2;
        const float Scale = 0.3f, Beta = 0.75f, Bias = 1.5f;
        var x = device.Random(images * channels * pixels);
        var (input, output) = (device.Upload(x), device.Result(x.Length));
        device.Launch(s => ChannelNormalization.LocalResponse(s, CaseDevice.Over(pixels, channels, images), input, output.View, channels, pixels, Before, After, Scale, Beta, Bias));
        device.Expect(
            [.. x.Select((v, i) =>
            {
                var (channel, image, pixel) = (i / pixels % channels, i / pixels / channels, i % pixels);
                var sum = Enumerable.Range(channel - Before, Before + After + 1).Where(c => c >= 0 && c < channels).Sum(c => Math.Pow(x[(((image * channels) + c) * pixels) + pixel], 2));
                return v / Math.Pow(Bias + (Scale * sum), Beta);
            })],
            output);
    }

    private static void CheckAffine(CaseDevice device, int images, int channels, int pixels)
    {
        var (x, scale, shift) = (device.Random(images * channels * pixels), device.Random(channels), device.Random(channels));
        var (input, factors, summands, output) = (device.Upload(x), device.Upload(scale), device.Upload(shift), device.Result(x.Length));
        device.Launch(s => ChannelNormalization.Affine(s, CaseDevice.Over(pixels, channels, images), input, factors, summands, output.View, channels, pixels, CaseDevice.Silu));
        var silu = ReferenceFunctions.Of(Activation.Silu);
        device.Expect([.. x.Select((v, i) => silu(((double)v * scale[i / pixels % channels]) + shift[i / pixels % channels]))], output);
    }
}
