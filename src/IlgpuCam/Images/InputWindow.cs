namespace IlgpuCam.Images;

/// <summary>The part of a network's input that a photo fills, and the axes of the resize that fills it: only those of the scaled photo's pixels are computed that lie on the input.</summary>
/// <param name="Left">The first column of the input.</param>
/// <param name="Top">The first row.</param>
/// <param name="Horizontal">The columns.</param>
/// <param name="Vertical">The rows.</param>
internal readonly record struct InputWindow(int Left, int Top, ResampleAxis Horizontal, ResampleAxis Vertical)
{
    /// <summary>The window of a photo.</summary>
    public static InputWindow Of(Preprocessing preprocessing, int photoWidth, int photoHeight)
    {
        var fit = InputFit.Of(preprocessing, photoWidth, photoHeight);
        var (x0, x1) = fit.Columns(preprocessing.Width);
        var (y0, y1) = fit.Rows(preprocessing.Height);
        return new(
            x0,
            y0,
            new(photoWidth, 0, photoWidth, fit.Width, x0 - fit.Left, x1 - x0),
            new(photoHeight, 0, photoHeight, fit.Height, y0 - fit.Top, y1 - y0));
    }

    /// <summary>Whether the photo fills the whole input.</summary>
    public bool Fills(Preprocessing preprocessing) => Horizontal.Count == preprocessing.Width && Vertical.Count == preprocessing.Height;
}
