using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>Cuts rectangles out of photos.</summary>
public static class PhotoRegion
{
    /// <summary>A part of a photo as a photo of its own.</summary>
    /// <param name="photo">The photo; it is not changed.</param>
    /// <param name="box">What to take; the part of it that lies on the photo.</param>
    /// <returns>The part; null where no pixel of the box lies on the photo.</returns>
    public static RgbImage? Crop(RgbImage photo, PixelBox box)
    {
        ArgumentNullException.ThrowIfNull(photo);
        var (x0, x1) = (Math.Max(box.X0, 0), Math.Min(box.X1, photo.Width));
        var (y0, y1) = (Math.Max(box.Y0, 0), Math.Min(box.Y1, photo.Height));
        if (x0 >= x1 || y0 >= y1)
        {
            return null;
        }

        var part = new RgbImage(x1 - x0, y1 - y0);
        for (var y = y0; y < y1; y++)
        {
            photo.Row(y)[(3 * x0)..(3 * x1)].CopyTo(part.Row(y - y0));
        }

        return part;
    }

    /// <summary>The pixels that an annotated box touches.</summary>
    /// <param name="box">The box, possibly with fractions or beyond the photo's edge.</param>
    public static PixelBox Pixels(TrueBox box) => new(Whole(Math.Floor(box.X0)), Whole(Math.Floor(box.Y0)), Whole(Math.Ceiling(box.X1)), Whole(Math.Ceiling(box.Y1)));

    /// <summary>The box in the middle of a photo that a guess without looking takes: each side the given share of the photo's.</summary>
    /// <param name="width">The photo's width.</param>
    /// <param name="height">The photo's height.</param>
    /// <param name="share">0 to 1.</param>
    public static PixelBox Centre(int width, int height, double share)
    {
        var (w, h) = (Math.Max((int)Math.Round(width * share), 1), Math.Max((int)Math.Round(height * share), 1));
        var (left, top) = ((width - w) / 2, (height - h) / 2);
        return new(left, top, left + w, top + h);
    }

    private static int Whole(double value) => (int)Math.Clamp(value, int.MinValue / 2, int.MaxValue / 2);
}
