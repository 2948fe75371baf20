namespace IlgpuCam.Imaging.Png;

/// <summary>One pass over the pixels: where it starts and how far apart its pixels are (PNG third edition, section 8.2).</summary>
internal readonly record struct Adam7(int X, int Y, int StepX, int StepY)
{
    /// <summary>An image that is not interlaced is one pass over every pixel.</summary>
    public static Adam7[] Whole { get; } = [new(0, 0, 1, 1)];

    /// <summary>The seven passes of an interlaced image.</summary>
    public static Adam7[] Passes { get; } =
        [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];

    /// <summary>Pixels in a row of this pass; may be 0.</summary>
    public int Columns(int width) => (width - X + StepX - 1) / StepX;

    /// <summary>Rows of this pass; may be 0.</summary>
    public int Rows(int height) => (height - Y + StepY - 1) / StepY;

    /// <summary>The pass that a pixel of an interlaced image belongs to, 0 to 6.</summary>
    public static int PassOf(int x, int y)
    {
        var pass = 0;
        while (x % Passes[pass].StepX != Passes[pass].X || y % Passes[pass].StepY != Passes[pass].Y)
        {
            pass++;
        }

        return pass;
    }
}
