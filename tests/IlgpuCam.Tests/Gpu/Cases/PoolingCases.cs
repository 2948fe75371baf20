using IlgpuCam.Kernels;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tests.Cpu;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="Pooling"/> and <see cref="GlobalPooling"/>.</summary>
internal static class PoolingCases
{
    internal static IEnumerable<KernelCase> All
    {
        get
        {
            // The last row of windows hangs over the padding, as where sizes are rounded up.
            WindowGeometry many = new(12, 9, new(3, 2), new(2, 2), new(1, 2), new(1, 0, 1, 1), 7, 4);
            WindowGeometry one = new(1, 1, new(3, 3), new(2, 2), Size2.One, new(1, 1, 1, 1), 1, 1);
            foreach (var (name, window, channels, images) in new[] { ("maps", many, 5, 3), ("one", one, 1, 1) })
            {
                yield return new($"maximum of windows, {name}", d => Check(d, window, channels, images, null));
                yield return new($"mean of windows, {name}", d => Check(d, window, channels, images, false));
                yield return new($"mean of windows with padding, {name}", d => Check(d, window, channels, images, true));
            }

            foreach (var pixels in new[] { 1, 49, 65, 201 })
            {
                yield return new($"maximum of maps of {pixels}", d => CheckGlobal(d, pixels, PoolingKind.Max));
                yield return new($"mean of maps of {pixels}", d => CheckGlobal(d, pixels, PoolingKind.Average));
            }
        }
    }

    private static void Check(CaseDevice device, WindowGeometry window, int channels, int images, bool? countsPadding)
    {
        var pixels = window.OutputHeight * window.OutputWidth;
        var x = device.Random(images * channels * window.Height * window.Width);
        var (input, output) = (device.Upload(x), device.Result(images * channels * pixels));
        var shape = Shape(window, channels, countsPadding == true);
        var config = CaseDevice.Over(pixels, channels, images);
        device.Launch(s =>
        {
            if (countsPadding is null)
            {
                Pooling.Maximum(s, config, input, output.View, shape);
            }
            else
            {
                Pooling.Mean(s, config, input, output.View, shape);
            }
        });
        device.Expect(ReferencePooling.Pool(window, [images, channels, window.Height, window.Width], Array.ConvertAll(x, v => (double)v), countsPadding), output);
    }

    private static void CheckGlobal(CaseDevice device, int pixels, PoolingKind kind)
    {
        const int Maps = 3;
        var x = device.Random(Maps * pixels);
        var (input, output) = (device.Upload(x), device.Result(Maps));
        device.Launch(s =>
        {
            if (kind == PoolingKind.Max)
            {
                GlobalPooling.Maximum(s, (Maps, GlobalPooling.GroupSize), input, output.View, pixels);
            }
            else
            {
                GlobalPooling.Mean(s, (Maps, GlobalPooling.GroupSize), input, output.View, pixels);
            }
        });
        device.Expect(ReferencePooling.Global([Maps, 1, pixels, 1], Array.ConvertAll(x, v => (double)v), kind), output);
    }

    /// <summary>A window as kernels take it, on dense maps.</summary>
    internal static PoolShape Shape(WindowGeometry window, int channels, bool countsPadding) => new()
    {
        Height = window.Height,
        Width = window.Width,
        OutputHeight = window.OutputHeight,
        OutputWidth = window.OutputWidth,
        StrideY = window.Strides.Height,
        StrideX = window.Strides.Width,
        PadTop = window.Pads.Top,
        PadLeft = window.Pads.Left,
        KernelHeight = window.Kernel.Height,
        KernelWidth = window.Kernel.Width,
        DilationY = window.Dilations.Height,
        DilationX = window.Dilations.Width,
        CountsPadding = countsPadding ? 1 : 0,
        CountedBottom = window.Height + (countsPadding ? window.Pads.Bottom : 0),
        CountedRight = window.Width + (countsPadding ? window.Pads.Right : 0),
        InputImage = channels * window.Height * window.Width,
        OutputImage = channels * window.OutputHeight * window.OutputWidth,
    };
}
