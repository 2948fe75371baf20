using IlgpuCam.Images;

namespace IlgpuCam.Gpu.Photos;

/// <summary>How photos of one size are resized on a device: the rows that have to be there, and the weights.</summary>
/// <param name="Window">The part of the input that is filled.</param>
/// <param name="Columns">The horizontal pass.</param>
/// <param name="Rows">The vertical pass; its first row is the first that is uploaded.</param>
/// <param name="SourceWidth">Columns of the photo's pixels.</param>
internal sealed record PhotoResize(InputWindow Window, ResampleTable Columns, ResampleTable Rows, int SourceWidth)
{
    // Groups along a launch's second axis, which are rows here.
    private const int MostRows = 65535;

    // Tables of more are those of reductions by thousands.
    private const long LongestTable = 1 << 22;

    /// <summary>Rows of the photo that are needed.</summary>
    internal int SourceRows => Rows.End - Rows.First;

    /// <summary>Bytes of them, 3 a pixel.</summary>
    internal long SourceBytes => 3L * SourceWidth * SourceRows;

    /// <summary>Bytes between the passes.</summary>
    internal long NarrowBytes => 3L * Window.Horizontal.Count * SourceRows;

    /// <summary>Elements of the tables.</summary>
    internal int TableLength => Columns.Starts.Length + Columns.Weights.Length + Rows.Starts.Length + Rows.Weights.Length;

    /// <summary>Whether the photo fills the whole input.</summary>
    internal bool Fills(Preprocessing preprocessing) => Window.Fills(preprocessing);

    /// <summary>The resize of photos of a size, or null where it is beyond the kernels and the processor does it.</summary>
    internal static PhotoResize? Of(Preprocessing preprocessing, PhotoSize size)
    {
        var window = InputWindow.Of(preprocessing, size.Width, size.Height, size.SourceWidth, size.SourceHeight, size.Area);
        var filter = preprocessing.Filter;
        if (ResampleTable.LengthOf(window.Horizontal, filter) + ResampleTable.LengthOf(window.Vertical, filter) > LongestTable)
        {
            return null;
        }

        var resize = new PhotoResize(window, ResampleTable.Of(window.Horizontal, filter), ResampleTable.Of(window.Vertical, filter), size.SourceWidth);
        return resize.SourceRows <= MostRows && resize.NarrowBytes <= int.MaxValue && resize.SourceBytes <= int.MaxValue ? resize : null;
    }
}
