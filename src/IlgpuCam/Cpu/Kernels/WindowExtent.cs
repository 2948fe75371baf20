namespace IlgpuCam.Cpu.Kernels;

/// <summary>The part of a window on one axis: the first element inside the map, their number, and the number inside the padded map.</summary>
/// <param name="First">The first place inside the map.</param>
/// <param name="Count">How many places are inside it.</param>
/// <param name="Padded">How many are inside the padded map.</param>
internal readonly record struct WindowExtent(int First, int Count, int Padded)
{
    /// <summary>The windows of the rows.</summary>
    internal static WindowExtent[] Rows(in Models.Operators.WindowGeometry window) =>
        Of(window.OutputHeight, window.Height, window.Kernel.Height, window.Strides.Height, window.Dilations.Height, window.Pads.Top, window.Pads.Bottom);

    /// <summary>The windows of the columns.</summary>
    internal static WindowExtent[] Columns(in Models.Operators.WindowGeometry window) =>
        Of(window.OutputWidth, window.Width, window.Kernel.Width, window.Strides.Width, window.Dilations.Width, window.Pads.Left, window.Pads.Right);

    private static WindowExtent[] Of(int outputs, int length, int kernel, int stride, int dilation, int before, int after)
    {
        var result = new WindowExtent[outputs];
        for (var i = 0; i < outputs; i++)
        {
            var start = ((long)i * stride) - before;
            var skipped = start < 0 ? (-start + dilation - 1) / dilation : 0;
            var inside = Below(length - start, kernel, dilation);
            var padded = Below(length + (long)after - start, kernel, dilation);
            var count = (int)Math.Max(0, inside - skipped);
            result[i] = new(count == 0 ? 0 : (int)(start + (skipped * dilation)), count, (int)padded);
        }

        return result;
    }

    /// <summary>How many elements of a window lie before a limit.</summary>
    private static long Below(long limit, int kernel, int dilation) => Math.Clamp((limit + dilation - 1) / dilation, 0, kernel);
}
