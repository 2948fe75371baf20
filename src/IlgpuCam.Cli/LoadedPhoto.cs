using IlgpuCam.Images;

namespace IlgpuCam.Cli;

/// <summary>A photo that was read and decoded, or the reason why it could not be.</summary>
/// <param name="Input">The file.</param>
/// <param name="Photo">The pixels, or null where it failed.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Warnings">What the decoder noticed.</param>
internal sealed record LoadedPhoto(InputFile Input, Photo? Photo, string? Error, IReadOnlyList<string> Warnings)
{
    /// <summary>The pixels, or null where it failed.</summary>
    internal RgbImage? Image => Photo?.Image;
}
