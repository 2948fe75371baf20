using IlgpuCam.Images;
using IlgpuCam.Imaging.Drawing;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>
/// The photo and its maps for several classes side by side, each with a title. The pictures are reduced to at most 480 pixels a side,
/// and small photos are enlarged by a whole factor, so that the titles can be read.
/// </summary>
public static class ContactSheet
{
    private const int LargestTile = 480;
    private const int SmallestTile = 200;
    private const int Margin = 14;
    private const float TitleUnit = 1;
    private static readonly RgbColor Ground = new(22, 24, 30);
    private static readonly RgbColor Ink = new(235, 237, 242);
    private static readonly RgbColor FaintInk = new(150, 155, 168);

    /// <summary>Draws the sheet: the photo first, then the panels in their order, in rows.</summary>
    /// <param name="photo">The photo; it is not changed.</param>
    /// <param name="panels">The classes.</param>
    /// <param name="title">What stands below the photo itself, such as its file name; shortened where it does not fit.</param>
    /// <param name="options">Colours and opacity; <see cref="OverlayOptions.Default"/> where null.</param>
    /// <exception cref="ArgumentException">A placement is for a photo of another size.</exception>
    public static RgbImage Render(RgbImage photo, IReadOnlyList<ContactSheetPanel> panels, string title = "photo", OverlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(photo);
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentNullException.ThrowIfNull(title);
        var plate = new TextPlate(TitleUnit);
        var tile = new PhotoTile(photo, LargestTile, SmallestTile);
        var (tileWidth, tileHeight) = (tile.Image.Width, tile.Image.Height);
        var cellWidth = Math.Max(tileWidth, SmallestTile);
        var columns = ChooseColumns(panels.Count + 1, cellWidth, tileHeight + plate.Height);
        var rows = (panels.Count + columns) / columns;
        var sheet = new RgbImage(
            (columns * (cellWidth + Margin)) + Margin,
            (rows * (tileHeight + plate.Height + Margin)) + Margin);
        var canvas = new Canvas(sheet);
        canvas.Fill(new PixelBox(0, 0, sheet.Width, sheet.Height), Ground);
        for (var i = 0; i <= panels.Count; i++)
        {
            var left = Margin + (i % columns * (cellWidth + Margin));
            var top = Margin + (i / columns * (tileHeight + plate.Height + Margin));
            canvas.Paste(i == 0 ? tile.Image : RenderPanel(tile, panels[i - 1], options), left + ((cellWidth - tileWidth) / 2), top);
            var (label, value) = i == 0 ? (title, "") : (panels[i - 1].Annotation.Label, panels[i - 1].Annotation.Value);
            plate.Write(canvas, plate.Fit(label, value, cellWidth), left, top + tileHeight, i == 0 ? FaintInk : Ink);
        }

        return sheet;
    }

    // The sheet should be somewhat wider than high.
    private static int ChooseColumns(int count, int width, int height)
    {
        const double Aspect = 1.5;
        return Enumerable.Range(1, count).MinBy(columns =>
        {
            var rows = (count + columns - 1) / columns;
            var empty = (rows * columns) - count;
            return Math.Abs(Math.Log((double)columns * width / (rows * height) / Aspect)) + (0.25 * empty);
        });
    }

    private static RgbImage RenderPanel(PhotoTile tile, ContactSheetPanel panel, OverlayOptions? options) => Overlay.Render(
        tile.Image, panel.Map, tile.Scale(panel.Placement), [new Annotation(panel.Annotation.Box is { } box ? tile.Scale(box) : null, "")], options);
}
