namespace IlgpuCam.Images;

/// <summary>The part of a network's input that a photo fills, and the axes of the resize that fills it: only those of the scaled photo's pixels are computed that lie on the input.</summary>
/// <param name="Left">The first column of the input.</param>
/// <param name="Top">The first row.</param>
/// <param name="Horizontal">The columns.</param>
/// <param name="Vertical">The rows.</param>
internal readonly record struct InputWindow(int Left, int Top, ResampleAxis Horizontal, ResampleAxis Vertical)
{
    /// <summary>The window of a photo whose pixels may be fewer than its size says.</summary>
    /// <param name="preprocessing">The input's size, and how photos are brought to it.</param>
    /// <param name="photoWidth">The full photo's width.</param>
    /// <param name="photoHeight">The full photo's height.</param>
    /// <param name="sourceWidth">The width of its pixels.</param>
    /// <param name="sourceHeight">The height of its pixels.</param>
    /// <param name="area">The part of the pixels that the photo covers.</param>
    public static InputWindow Of(Preprocessing preprocessing, int photoWidth, int photoHeight, int sourceWidth, int sourceHeight, SourceBox area)
    {
        var fit = InputFit.Of(preprocessing, photoWidth, photoHeight);
        var (x0, x1) = fit.Columns(preprocessing.Width);
        var (y0, y1) = fit.Rows(preprocessing.Height);
        return new(
            x0,
            y0,
            new(sourceWidth, area.X0, area.X1, fit.Width, x0 - fit.Left, x1 - x0),
            new(sourceHeight, area.Y0, area.Y1, fit.Height, y0 - fit.Top, y1 - y0));
    }

    /// <summary>Whether the photo fills the whole input.</summary>
    public bool Fills(Preprocessing preprocessing) => Horizontal.Count == preprocessing.Width && Vertical.Count == preprocessing.Height;
}
