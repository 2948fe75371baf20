namespace IlgpuCam.Models.Operators;

/// <summary>A sliding window as a model states it; <see cref="Resolve"/> fixes it for one map size.</summary>
/// <param name="Kernel">Rows and columns of the window.</param>
/// <param name="Strides">Steps between windows.</param>
/// <param name="Dilations">Steps between the elements of a window.</param>
/// <param name="Pads">Padding, used with <see cref="Operators.AutoPad.Explicit"/>.</param>
/// <param name="AutoPad">How the padding is found.</param>
/// <param name="Ceil">Whether a last window that hangs over the end counts (ONNX attribute ceil_mode).</param>
public readonly record struct Window2d(Size2 Kernel, Size2 Strides, Size2 Dilations, Padding2d Pads, AutoPad AutoPad = AutoPad.Explicit, bool Ceil = false)
{
    private const int Limit = 1 << 20;

    /// <summary>Padding and output size on a map of the given size.</summary>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="context">Names the node in errors.</param>
    /// <exception cref="NetworkException">A parameter is out of range, or the window does not fit into the map.</exception>
    public WindowGeometry Resolve(int height, int width, InferenceContext context)
    {
        if (Outside(Kernel, 1) || Outside(Strides, 1) || Outside(Dilations, 1)
            || Outside(new(Pads.Top, Pads.Left), 0) || Outside(new(Pads.Bottom, Pads.Right), 0))
        {
            throw context.Error($"kernel, strides and dilations go from 1, pads from 0, all up to {Limit}; found {this}");
        }

        var (top, bottom, rows) = Axis(height, Kernel.Height, Strides.Height, Dilations.Height, Pads.Top, Pads.Bottom);
        var (left, right, columns) = Axis(width, Kernel.Width, Strides.Width, Dilations.Width, Pads.Left, Pads.Right);
        if (rows < 1 || columns < 1)
        {
            throw context.Error($"a {Kernel} window with dilation {Dilations} does not fit into a padded map of {height + top + bottom}x{width + left + right}");
        }

        return new(height, width, Kernel, Strides, Dilations, new(top, left, bottom, right), rows, columns);
    }

    private static bool Outside(Size2 size, int least) =>
        size.Height < least || size.Width < least || size.Height > Limit || size.Width > Limit;

    private (int Before, int After, int Count) Axis(int length, int kernel, int stride, int dilation, int before, int after)
    {
        var extent = (((long)kernel - 1) * dilation) + 1;
        switch (AutoPad)
        {
            case AutoPad.Valid:
                (before, after) = (0, 0);
                break;
            case AutoPad.SameUpper or AutoPad.SameLower:
                var count = (length + stride - 1L) / stride;
                var total = (int)Math.Clamp(((count - 1) * stride) + extent - length, 0, int.MaxValue);
                before = AutoPad == AutoPad.SameUpper ? total / 2 : total - (total / 2);
                after = total - before;
                break;
        }

        var room = (long)length + before + after - extent;
        if (room < 0)
        {
            return (before, after, 0);
        }

        var positions = (int)((Ceil ? (room + stride - 1) / stride : room / stride) + 1);
        if (Ceil && (long)(positions - 1) * stride >= (long)length + before)
        {
            positions--; // A window that would start in the padding behind the map is left out, as ONNX 1.16 and PyTorch do.
        }

        return (before, after, positions);
    }
}
