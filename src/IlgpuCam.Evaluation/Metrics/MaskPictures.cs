using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Imaging;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>Masks at the size at which maps are compared, <see cref="ScoreMap.Side"/> squared: each pixel is that of the picture at its upper left corner, as the WSOL benchmark resizes them.</summary>
public static class MaskPictures
{
    /// <summary>Reads the masks of a photo.</summary>
    /// <param name="masks">The files.</param>
    /// <returns>The object's pixels and those to pass over, not 0 where it is so; the latter empty where there is no such file.</returns>
    /// <exception cref="IlgpuCamException">A file is no picture.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (byte[] Object, byte[] Ignore) Load(MaskAnnotation masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        var pixels = new byte[ScoreMap.Side * ScoreMap.Side];
        foreach (var path in masks.MaskPaths)
        {
            Add(path, pixels);
        }

        if (masks.IgnorePath is null)
        {
            return (pixels, []);
        }

        var ignore = new byte[pixels.Length];
        Add(masks.IgnorePath, ignore);
        return (pixels, ignore);
    }

    private static void Add(string path, byte[] pixels)
    {
        var picture = ImageFile.Load(path).Image;
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = ((long)(i % ScoreMap.Side) * picture.Width / ScoreMap.Side, (long)(i / ScoreMap.Side) * picture.Height / ScoreMap.Side);
            if (picture.Row((int)y).Slice(3 * (int)x, 3).ContainsAnyExcept((byte)0))
            {
                pixels[i] = 255;
            }
        }
    }
}
