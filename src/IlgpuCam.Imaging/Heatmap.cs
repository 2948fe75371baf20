using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Drawing;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>Pictures of activation maps alone.</summary>
public static class Heatmap
{
    /// <summary>Colours a map, one pixel a value.</summary>
    /// <param name="values">The map, rows from top to bottom; NaN gets the lowest colour.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="colormap">The colours; turbo where null.</param>
    /// <param name="range">Which values get the lowest and the highest colour.</param>
    /// <exception cref="ArgumentException">The map is not <c>width * height</c> values.</exception>
    public static RgbImage Render(
        ReadOnlySpan<float> values, int width, int height, Colormap? colormap = null, HeatRange range = HeatRange.ZeroToMaximum) =>
        Render(new HeatRows(values, width, height), colormap, range);

    /// <summary>Colours a map at the photo's size, without making the full-size map.</summary>
    /// <param name="map">The map at the resolution of the features.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="colormap">The colours; turbo where null.</param>
    /// <param name="range">Which values get the lowest and the highest colour.</param>
    /// <exception cref="ArgumentException">The placement is an unset value.</exception>
    public static RgbImage Render(ActivationMap map, Placement placement, Colormap? colormap = null, HeatRange range = HeatRange.ZeroToMaximum)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Render(new HeatRows(map, placement), colormap, range);
    }

    private static RgbImage Render(HeatRows rows, Colormap? colormap, HeatRange range)
    {
        var image = new RgbImage(rows.Width, rows.Height);
        var scale = new HeatScale(ref rows, range);
        var table = (colormap ?? Colormap.Turbo).Table;
        for (var y = 0; y < rows.Height; y++)
        {
            var values = rows[y];
            var row = image.Row(y);
            for (var x = 0; x < values.Length; x++)
            {
                table.Slice(3 * scale.Level(values[x]), 3).CopyTo(row[(3 * x)..]);
            }
        }

        return image;
    }
}
