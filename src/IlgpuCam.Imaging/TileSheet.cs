using IlgpuCam.Images;
using IlgpuCam.Imaging.Drawing;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>Rows of small pictures, each row with a title: what several units, classes or settings show.</summary>
public static class TileSheet
{
    private const int Margin = 8;
    private static readonly RgbColor Ground = new(22, 24, 30);
    private static readonly RgbColor Ink = new(235, 237, 242);

    /// <summary>Draws the sheet.</summary>
    /// <param name="rows">Title and pictures of each row; pictures keep their proportions inside their tile.</param>
    /// <param name="tile">The side of a tile in pixels, 16 to 1024.</param>
    public static RgbImage Render(IReadOnlyList<(string Title, IReadOnlyList<RgbImage> Pictures)> rows, int tile)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tile, 1024);
        var plate = new TextPlate(1);
        var columns = Math.Max(rows.Select(r => r.Pictures.Count).DefaultIfEmpty().Max(), 2);
        var rowHeight = plate.Height + tile + Margin;
        var sheet = new RgbImage((columns * (tile + Margin)) + Margin, (Math.Max(rows.Count, 1) * rowHeight) + Margin);
        var canvas = new Canvas(sheet);
        canvas.Fill(new PixelBox(0, 0, sheet.Width, sheet.Height), Ground);
        for (var r = 0; r < rows.Count; r++)
        {
            var top = Margin + (r * rowHeight);
            plate.Write(canvas, plate.Fit(rows[r].Title, string.Empty, sheet.Width - (2 * Margin)), Margin, top, Ink);
            for (var c = 0; c < rows[r].Pictures.Count; c++)
            {
                var picture = Fit(rows[r].Pictures[c], tile);
                canvas.Paste(picture, Margin + (c * (tile + Margin)) + ((tile - picture.Width) / 2), top + plate.Height + ((tile - picture.Height) / 2));
            }
        }

        return sheet;
    }

    private static RgbImage Fit(RgbImage picture, int tile)
    {
        var factor = (double)tile / Math.Max(picture.Width, picture.Height);
        return Resampler.Resize(
            picture, Math.Max((int)Math.Round(picture.Width * factor), 1), Math.Max((int)Math.Round(picture.Height * factor), 1), ResampleFilter.Bicubic);
    }
}
