using System.Runtime.InteropServices;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging;

/// <summary>
/// The eight ways a picture can be stored (EXIF 2.32, tag 0x0112), and the way back to upright. The number says where the stored first row
/// and first column belong: 1 top and left, 2 top and right, 3 bottom and right, 4 bottom and left, 5 left and top, 6 right and top, 7
/// right and bottom, 8 left and bottom.
/// </summary>
internal static class Orientation
{
    private const int TileSide = 32;

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly record struct Pixel(byte Red, byte Green, byte Blue);

    /// <summary>Turns a picture upright.</summary>
    /// <param name="image">The picture as stored; its pixels may be moved in place.</param>
    /// <param name="orientation">1 to 8.</param>
    /// <returns>The picture as displayed; width and height are swapped for 5 to 8.</returns>
    internal static RgbImage Apply(RgbImage image, int orientation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orientation, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(orientation, 8);
        if (orientation >= 5)
        {
            image = Transpose(image);
        }

        // After the transposition 5 to 8 are 1, 2, 3, 4 with the two mirrors named by the other axis: 6 is mirrored left to right, 8 top to
        // bottom.
        var pixels = MemoryMarshal.Cast<byte, Pixel>(image.Pixels.AsSpan());
        if (orientation is 3 or 7)
        {
            pixels.Reverse();
        }
        else if (orientation is 2 or 6)
        {
            for (var y = 0; y < image.Height; y++)
            {
                pixels.Slice(y * image.Width, image.Width).Reverse();
            }
        }
        else if (orientation is 4 or 8)
        {
            SwapRows(image);
        }

        return image;
    }

    /// <summary>Turns a reduced picture upright.</summary>
    /// <param name="photo">The picture as stored, with the size that it is stored at; its pixels may be moved in place.</param>
    /// <param name="orientation">1 to 8.</param>
    internal static Photo Apply(Photo photo, int orientation)
    {
        var image = Apply(photo.Image, orientation);
        var (width, height, area) = (photo.Width, photo.Height, photo.Area);
        if (orientation >= 5)
        {
            (width, height, area) = (height, width, new(area.Y0, area.X0, area.Y1, area.X1));
        }

        // What covers a pixel in part lies at the other end of a mirrored axis.
        if (orientation is 2 or 3 or 6 or 7)
        {
            area = area with { X0 = image.Width - area.X1, X1 = image.Width - area.X0 };
        }

        if (orientation is 3 or 4 or 7 or 8)
        {
            area = area with { Y0 = image.Height - area.Y1, Y1 = image.Height - area.Y0 };
        }

        return new(image, width, height, area);
    }

    private static void SwapRows(RgbImage image)
    {
        var spare = new byte[image.Width * 3];
        for (var (top, bottom) = (0, image.Height - 1); top < bottom; top++, bottom--)
        {
            image.Row(top).CopyTo(spare);
            image.Row(bottom).CopyTo(image.Row(top));
            spare.CopyTo(image.Row(bottom));
        }
    }

    // Tile by tile, so that the columns that are read stay in the cache.
    private static RgbImage Transpose(RgbImage image)
    {
        var (width, height) = (image.Width, image.Height);
        var result = new RgbImage(height, width);
        var source = MemoryMarshal.Cast<byte, Pixel>(image.Pixels.AsSpan());
        var destination = MemoryMarshal.Cast<byte, Pixel>(result.Pixels.AsSpan());
        for (var top = 0; top < height; top += TileSide)
        {
            for (var left = 0; left < width; left += TileSide)
            {
                var (bottom, right) = (Math.Min(top + TileSide, height), Math.Min(left + TileSide, width));
                for (var x = left; x < right; x++)
                {
                    for (var y = top; y < bottom; y++)
                    {
                        destination[(x * height) + y] = source[(y * width) + x];
                    }
                }
            }
        }

        return result;
    }
}
