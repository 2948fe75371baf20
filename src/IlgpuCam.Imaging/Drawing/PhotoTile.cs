using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Drawing;

/// <summary>A photo at the size of a tile: reduced where it is large, enlarged by a whole factor where it is small, so that titles beside it can be read.</summary>
/// <param name="photo">The photo as it is.</param>
/// <param name="largest">The largest side of a tile in pixels.</param>
/// <param name="smallest">What the larger side of a small photo is enlarged to at most.</param>
internal sealed class PhotoTile(RgbImage photo, int largest, int smallest)
{
    private (double X, double Y) Factor => ((double)Image.Width / photo.Width, (double)Image.Height / photo.Height);

    /// <summary>The tile; the photo itself where nothing needs to be changed.</summary>
    public RgbImage Image { get; } = Resize(photo, largest, smallest);

    /// <summary>A box of the photo on the tile.</summary>
    public PixelBox Scale(PixelBox box) => new(
        (int)Math.Round(box.X0 * Factor.X), (int)Math.Round(box.Y0 * Factor.Y), (int)Math.Round(box.X1 * Factor.X), (int)Math.Round(box.Y1 * Factor.Y));

    /// <summary>Where the network's input lies on the tile.</summary>
    /// <param name="place">Where it lies on the photo.</param>
    /// <exception cref="ArgumentException">The placement is for a photo of another size.</exception>
    public Placement Scale(Placement place) => (place.PhotoWidth, place.PhotoHeight) == (photo.Width, photo.Height)
        ? new(Image.Width, Image.Height, place.Left * Factor.X, place.Top * Factor.Y, place.Width * Factor.X, place.Height * Factor.Y)
        : throw new ArgumentException(
            $"the placement is for a photo of {place.PhotoWidth}x{place.PhotoHeight}, found {photo.Width}x{photo.Height}", nameof(place));

    private static RgbImage Resize(RgbImage photo, int largest, int smallest)
    {
        var longest = Math.Max(photo.Width, photo.Height);
        if (longest > largest)
        {
            var factor = (double)largest / longest;
            return Resampler.Resize(
                photo, Math.Max((int)Math.Round(photo.Width * factor), 1), Math.Max((int)Math.Round(photo.Height * factor), 1), ResampleFilter.Bicubic);
        }

        var enlargement = Math.Max(smallest / longest, 1);
        return enlargement == 1 ? photo : Resampler.Resize(photo, photo.Width * enlargement, photo.Height * enlargement, ResampleFilter.Box);
    }
}
