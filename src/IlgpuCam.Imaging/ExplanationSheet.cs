using System.Globalization;
using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Drawing;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>
/// What several methods say about one photo and two classes: a row a method; the photo, the map of each class, and their difference as columns. Each map has a scale of its own, whose largest value stands below it;
/// differences are drawn over a grey photo, blue where the second class has more, red where the first has. Maps of pixels are drawn at the resolution of the network's input, cut at their 99.5th percentile.
/// </summary>
public static class ExplanationSheet
{
    private const int LargestTile = 320;
    private const int SmallestTile = 200;
    private const double Percentile = 0.995;

    // Differences this small beside the maps are rounding.
    private const float Rounding = 1e-5f;
    private static readonly OverlayOptions Differences = new() { Colormap = Colormap.BlueRed, Range = HeatRange.Symmetric, Opacity = 0.8f };

    /// <summary>Draws the sheet.</summary>
    /// <param name="title">What stands above it, such as the photo's and the model's names.</param>
    /// <param name="photo">The photo; it is not changed.</param>
    /// <param name="input">The photo as the network sees it, for methods on pixels.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="first">Above the first class's column.</param>
    /// <param name="second">Above the second class's column; null where there is none.</param>
    /// <param name="rows">The methods.</param>
    /// <exception cref="ArgumentException">The placement is for a photo of another size, or the maps of a row differ in size.</exception>
    public static RgbImage Render(
        string title, RgbImage photo, RgbImage input, Placement placement, PictureTableHead first, PictureTableHead? second, IReadOnlyList<ExplanationSheetRow> rows)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(photo);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(rows);
        var (photoTile, inputTile) = (new PhotoTile(photo, LargestTile, SmallestTile), new PhotoTile(input, LargestTile, SmallestTile));
        PictureTableHead photoHead = new("photo", string.Create(CultureInfo.InvariantCulture, $"{photo.Width}x{photo.Height}"));
        PictureTableHead[] heads = second is null ? [photoHead, first] : [photoHead, first, second, new("difference", $"{first.Title} - {second.Title}")];
        return PictureTable.Render(title, heads, [.. rows.Select(row => new PictureTableRow(row.Title, row.Facts, [.. Cells(row, photoTile, inputTile, input, placement)]))]);
    }

    private static IEnumerable<PictureTableCell> Cells(ExplanationSheetRow row, PhotoTile photo, PhotoTile input, RgbImage pixels, Placement placement)
    {
        if (row.IsPixels)
        {
            yield return new(input.Image, string.Create(CultureInfo.InvariantCulture, $"input {pixels.Width}x{pixels.Height}"));
            yield return new(Pixels(row.First), Largest(row.First));
        }
        else
        {
            yield return new(photo.Image);
            yield return new(Over(photo, row.First, placement, row.FirstBox), Largest(row.First));
        }

        if (row.Second is { } second)
        {
            yield return new(row.IsPixels ? Pixels(second) : Over(photo, second, placement, row.SecondBox), Largest(second));
            var difference = Difference(row.First, second);
            var isNone = Magnitude(difference) <= Rounding * Math.Max(Magnitude(row.First), Magnitude(second));
            difference = isNone ? new(difference.Height, difference.Width, new float[difference.Values.Length]) : difference;
            yield return new(
                row.IsPixels ? Signed(difference) : Overlay.Render(Faint(photo.Image), difference, photo.Scale(placement), options: Differences),
                isNone ? "none" : $"up to {Number(Magnitude(difference))}");
        }
    }

    private static RgbImage Over(PhotoTile photo, ActivationMap map, Placement placement, PixelBox? box) =>
        Overlay.Render(photo.Image, map, photo.Scale(placement), [new Annotation(box is { } b ? photo.Scale(b) : null, "")]);

    // Grey, with less contrast: what has a colour then is the difference.
    private static RgbImage Faint(RgbImage photo)
    {
        var faint = new RgbImage(photo.Width, photo.Height);
        for (var i = 0; i < photo.Pixels.Length; i += 3)
        {
            var luma = ((299 * photo.Pixels[i]) + (587 * photo.Pixels[i + 1]) + (114 * photo.Pixels[i + 2])) / 1000;
            faint.Pixels.AsSpan(i, 3).Fill((byte)(64 + (luma * 5 / 8)));
        }

        return faint;
    }

    // Maps with values of both signs have 0 in the middle.
    private static RgbImage Pixels(ActivationMap map) => map.Values.Any(v => v < 0)
        ? Signed(map)
        : Tile(Heatmap.Render(Cut(map).Values, map.Width, map.Height, Colormap.Inferno));

    private static RgbImage Signed(ActivationMap map) => Tile(Heatmap.Render(Cut(map).Values, map.Width, map.Height, Colormap.BlueRed, HeatRange.Symmetric));

    private static RgbImage Tile(RgbImage picture) => new PhotoTile(picture, LargestTile, SmallestTile).Image;

    // A few pixels far above all others would leave the rest without colour.
    private static ActivationMap Cut(ActivationMap map)
    {
        float[] magnitudes = [.. map.Values.Where(float.IsFinite).Select(MathF.Abs).Order()];
        var most = magnitudes.Length == 0 ? 0 : magnitudes[(int)(Percentile * (magnitudes.Length - 1))];
        return most > 0 ? new(map.Height, map.Width, Array.ConvertAll(map.Values, v => MathF.Min(MathF.Max(v, -most), most))) : map;
    }

    private static ActivationMap Difference(ActivationMap first, ActivationMap second) => (first.Height, first.Width) == (second.Height, second.Width)
        ? new(first.Height, first.Width, [.. first.Values.Zip(second.Values, (a, b) => a - b)])
        : throw new ArgumentException($"maps of one size were expected, found {first.Width}x{first.Height} and {second.Width}x{second.Height}", nameof(second));

    private static float Magnitude(ActivationMap map) => map.Values.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty().Max();

    private static string Largest(ActivationMap map) => $"largest {Number(map.Values.Where(float.IsFinite).DefaultIfEmpty().Max())}";

    private static string Number(float value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
