using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="PoolingGradients"/>.</summary>
internal static class PoolingGradientCases
{
    internal static IEnumerable<KernelCase> All
    {
        get
        {
            // Windows that lie over each other, with gaps, apart, over a whole map, and beyond its end; few different values, so that many are equal.
            WindowGeometry over = new(12, 9, new(3, 2), new(2, 1), new(1, 3), new(1, 0, 1, 1), 6, 7);
            WindowGeometry gaps = new(7, 11, new(2, 3), new(3, 2), new(3, 2), new(2, 1, 0, 2), 3, 5);
            WindowGeometry apart = new(8, 9, new(2, 2), new(3, 4), Size2.One, default, 3, 3);
            WindowGeometry whole = new(7, 5, new(7, 5), Size2.One, Size2.One, default, 1, 1);
            WindowGeometry one = new(1, 1, new(3, 3), new(2, 2), Size2.One, new(1, 1, 1, 1), 1, 1);
            foreach (var (name, window, channels, images) in new[] { ("over each other", over, 5, 3), ("with gaps", gaps, 2, 2), ("apart", apart, 3, 1), ("whole", whole, 3, 2), ("one", one, 1, 1) })
            {
                yield return new($"gradients of maxima, windows {name}", d => Check(d, window, channels, images, null));
                yield return new($"gradients of means, windows {name}", d => Check(d, window, channels, images, false));
                yield return new($"gradients of means with padding, windows {name}", d => Check(d, window, channels, images, true));
            }

            yield return new("gradients of maxima of no numbers", CheckNaN);
        }
    }

    private static void Check(CaseDevice device, WindowGeometry window, int channels, int images, bool? countsPadding)
    {
        var (maps, pixels, windows) = (images * channels, window.Height * window.Width, window.OutputHeight * window.OutputWidth);
        var x = Array.ConvertAll(device.Random(maps * pixels), v => MathF.Round(3 * v));
        var gradient = device.Random(maps * windows);
        var (input, back, output) = (device.Upload(x), device.Upload(gradient), device.Result(maps * pixels));
        var shape = PoolingCases.Shape(window, channels, countsPadding == true);
        var config = CaseDevice.Over(pixels, channels, images);
        device.Launch(s =>
        {
            if (countsPadding is null)
            {
                PoolingGradients.Maximum(s, config, back, input, output.View, shape);
            }
            else
            {
                PoolingGradients.Mean(s, config, back, output.View, shape);
            }
        });

        // A mean's gradient is what the mean is of a map that is 1 at one place.
        var expected = new double[maps * pixels];
        for (var i = 0; i < maps * windows; i++)
        {
            var (map, row, column) = (i / windows, i % windows / window.OutputWidth, i % window.OutputWidth);
            var places = ReferencePooling.Taps(window, row, column).Select(t => (map * pixels) + (t.Y * window.Width) + t.X).ToArray();
            if (countsPadding is null)
            {
                expected[places.MaxBy(p => x[p])] += gradient[i];
            }
            else if (places.Length > 0)
            {
                var ones = new double[pixels];
                Array.ForEach(places, p => ones[p - (map * pixels)] = 1);
                var share = ReferencePooling.Pool(window, [1, 1, window.Height, window.Width], ones, countsPadding)[i % windows] / places.Length;
                Array.ForEach(places, p => expected[p] += gradient[i] * share);
            }
        }

        device.Expect(expected, output);
    }

    private static void CheckNaN(CaseDevice device)
    {
        var (gradient, input, output) = (device.Upload<float>(5, 7), device.Upload(1, float.NaN, 3, float.NaN, 4, 4), device.Result(6));
        var shape = PoolingCases.Shape(new(1, 6, new(1, 4), new(1, 2), Size2.One, default, 1, 2), 1, false);
        device.Launch(s => PoolingGradients.Maximum(s, CaseDevice.Over(6), gradient, input, output.View, shape));
        device.Expect([0, 5, 0, 7, 0, 0], output, 0);
    }
}
