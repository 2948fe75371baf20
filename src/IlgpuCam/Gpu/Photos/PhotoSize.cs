using IlgpuCam.Images;

namespace IlgpuCam.Gpu.Photos;

/// <summary>The size of a photo, and of the pixels that it was decoded to.</summary>
/// <param name="Width">Columns of the full photo.</param>
/// <param name="Height">Rows of the full photo.</param>
/// <param name="SourceWidth">Columns of the pixels.</param>
/// <param name="SourceHeight">Rows of the pixels.</param>
/// <param name="Area">The part of the pixels that the photo covers.</param>
internal readonly record struct PhotoSize(int Width, int Height, int SourceWidth, int SourceHeight, SourceBox Area)
{
    /// <summary>The size of a photo.</summary>
    internal static PhotoSize Of(Photo photo) => new(photo.Width, photo.Height, photo.Image.Width, photo.Image.Height, photo.Area);
}
