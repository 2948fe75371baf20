using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Images;
using IlgpuCam.Imaging;

namespace IlgpuCam.Evaluation.Records;

/// <summary>The pixels of an object and those to be passed over, at the resolution at which the WSOL benchmark compares: the nearest pixel, as OpenCV's INTER_NEAREST takes it.</summary>
/// <param name="Object">A byte a pixel, not 0 on the object.</param>
/// <param name="Ignored">Likewise for pixels to be passed over; empty without any.</param>
internal sealed record TrueMask(byte[] Object, byte[] Ignored)
{
    /// <summary>Reads the pictures of an annotation.</summary>
    /// <param name="masks">The files.</param>
    /// <param name="side">Rows and columns.</param>
    /// <exception cref="ImageFormatException">A picture is damaged.</exception>
    /// <exception cref="IOException">A picture cannot be read.</exception>
    public static TrueMask Load(MaskAnnotation masks, int side)
    {
        var pixels = new byte[side * side];
        foreach (var path in masks.MaskPaths)
        {
            Add(path, side, pixels);
        }

        if (masks.IgnorePath is null)
        {
            return new(pixels, []);
        }

        var ignored = new byte[side * side];
        Add(masks.IgnorePath, side, ignored);
        return new(pixels, ignored);
    }

    private static void Add(string path, int side, byte[] pixels)
    {
        var picture = ImageFile.Load(path).Image;
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = ((int)((long)(i % side) * picture.Width / side), (int)((long)(i / side) * picture.Height / side));
            if (picture.Row(y).Slice(3 * x, 3).ContainsAnyExcept((byte)0))
            {
                pixels[i] = 1;
            }
        }
    }
}
