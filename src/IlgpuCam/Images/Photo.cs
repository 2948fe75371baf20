namespace IlgpuCam.Images;

/// <summary>A photo whose pixels may have been decoded at a fraction of its size; what is found in it is told in the pixels of its full size.</summary>
public sealed record Photo
{
    /// <summary>A photo at its full size.</summary>
    /// <param name="image">The photo as displayed.</param>
    public Photo(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        (Image, Width, Height, Area) = (image, image.Width, image.Height, new(0, 0, image.Width, image.Height));
    }

    /// <summary>A photo at a reduced size.</summary>
    /// <param name="image">The reduced pixels, upright.</param>
    /// <param name="width">The full photo's width in pixels as displayed, at least 1.</param>
    /// <param name="height">The full photo's height, at least 1.</param>
    /// <param name="area">The part of the reduced pixels that the full photo covers: its last column or row may cover a reduced one in part.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the area is empty or not inside the pixels.</exception>
    public Photo(RgbImage image, int width, int height, SourceBox area)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (!area.LiesIn(image))
        {
            throw new ArgumentOutOfRangeException(
                nameof(area), $"the box ({area.X0}, {area.Y0}, {area.X1}, {area.Y1}) is empty or not inside the image of {image.Width}x{image.Height}");
        }

        (Image, Width, Height, Area) = (image, width, height, area);
    }

    /// <summary>The pixels, reduced or not.</summary>
    public RgbImage Image { get; }

    /// <summary>The full photo's width in pixels as displayed.</summary>
    public int Width { get; }

    /// <summary>The full photo's height in pixels as displayed.</summary>
    public int Height { get; }

    /// <summary>The part of <see cref="Image"/> that the photo covers, in its pixels.</summary>
    public SourceBox Area { get; }
}
