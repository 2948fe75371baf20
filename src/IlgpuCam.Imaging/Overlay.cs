using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Drawing;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging;

/// <summary>
/// A photo with a map, boxes and labels drawn over it. Lines and letters grow with the photo; where a photo is too small for letters, labels are left out.
/// </summary>
public static class Overlay
{
    /// <summary>Draws a map that has the photo's size over a copy of the photo, then the annotations.</summary>
    /// <param name="photo">The photo; it is not changed.</param>
    /// <param name="heat">A value for each of its pixels, rows from top to bottom; NaN counts as the lowest.</param>
    /// <param name="annotations">Boxes and labels; null for none.</param>
    /// <param name="options">Colours and opacity; <see cref="OverlayOptions.Default"/> where null.</param>
    /// <exception cref="ArgumentException">The map has another number of values than the photo has pixels.</exception>
    public static RgbImage Render(
        RgbImage photo, ReadOnlySpan<float> heat, IReadOnlyList<Annotation>? annotations = null, OverlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(photo);
        return Render(photo, new HeatRows(heat, photo.Width, photo.Height), annotations, options ?? OverlayOptions.Default);
    }

    /// <summary>Draws a map over a copy of the photo, without making the full-size map, then the annotations.</summary>
    /// <param name="photo">The photo; it is not changed.</param>
    /// <param name="map">The map at the resolution of the features.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="annotations">Boxes and labels; null for none.</param>
    /// <param name="options">Colours and opacity; <see cref="OverlayOptions.Default"/> where null.</param>
    /// <exception cref="ArgumentException">The placement is for a photo of another size.</exception>
    public static RgbImage Render(
        RgbImage photo, ActivationMap map, Placement placement, IReadOnlyList<Annotation>? annotations = null, OverlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(photo);
        ArgumentNullException.ThrowIfNull(map);
        if ((placement.PhotoWidth, placement.PhotoHeight) != (photo.Width, photo.Height))
        {
            throw new ArgumentException(
                $"the placement is for a photo of {placement.PhotoWidth}x{placement.PhotoHeight}, found {photo.Width}x{photo.Height}", nameof(placement));
        }

        return Render(photo, new HeatRows(map, placement), annotations, options ?? OverlayOptions.Default);
    }

    /// <summary>Draws boxes and labels into a picture, the first on top.</summary>
    /// <param name="image">The picture, which is changed.</param>
    /// <param name="annotations">Boxes and labels; what lies outside the picture is cut off.</param>
    /// <param name="options">The colour of boxes; <see cref="OverlayOptions.Default"/> where null.</param>
    public static void Annotate(RgbImage image, IReadOnlyList<Annotation> annotations, OverlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(annotations);
        var painter = new AnnotationPainter(new Canvas(image), (options ?? OverlayOptions.Default).BoxColor);
        foreach (var annotation in annotations.Reverse())
        {
            painter.DrawBox(annotation);
        }

        foreach (var annotation in annotations.Reverse())
        {
            painter.DrawLabel(annotation);
        }
    }

    private static RgbImage Render(RgbImage photo, HeatRows rows, IReadOnlyList<Annotation>? annotations, OverlayOptions options)
    {
        var image = new RgbImage(photo.Width, photo.Height);
        Blend(photo, ref rows, options, image);
        Annotate(image, annotations ?? [], options);
        return image;
    }

    private static void Blend(RgbImage photo, ref HeatRows rows, OverlayOptions options, RgbImage image)
    {
        var scale = new HeatScale(ref rows, options.Range);
        var colors = options.Colormap.Table;

        // Of each level: the share of the colour in 256ths, and the colour times that share.
        var shares = new int[Colormap.Levels];
        var weighted = new int[Colormap.Levels * 3];
        for (var level = 0; level < Colormap.Levels; level++)
        {
            var height = options.Range == HeatRange.Symmetric ? MathF.Abs(level - HeatScale.Middle) / HeatScale.Middle : level / (Colormap.Levels - 1f);
            shares[level] = (int)MathF.Round(Math.Clamp(options.Opacity, 0, 1) * (options.FadeOut ? Ease(height) : 1) * 256);
            for (var channel = 0; channel < 3; channel++)
            {
                weighted[(3 * level) + channel] = colors[(3 * level) + channel] * shares[level];
            }
        }

        for (var y = 0; y < image.Height; y++)
        {
            var values = rows[y];
            var source = photo.Row(y);
            var target = image.Row(y);
            for (int x = 0, at = 0; x < values.Length; x++, at += 3)
            {
                var level = scale.Level(values[x]);
                var rest = 256 - shares[level];
                var color = weighted.AsSpan(3 * level, 3);
                target[at] = (byte)(((source[at] * rest) + color[0] + 128) >> 8);
                target[at + 1] = (byte)(((source[at + 1] * rest) + color[1] + 128) >> 8);
                target[at + 2] = (byte)(((source[at + 2] * rest) + color[2] + 128) >> 8);
            }
        }
    }

    // From 0 to 1 without a corner at either end (the cubic Hermite "smoothstep"), reached at half the range already.
    private static float Ease(float value)
    {
        var t = MathF.Min(value * 2, 1);
        return t * t * (3 - (2 * t));
    }
}
