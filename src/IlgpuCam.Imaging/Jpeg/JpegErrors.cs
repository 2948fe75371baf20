using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>The sentences in which a damaged or unsupported JPEG is refused.</summary>
internal static class JpegErrors
{
    /// <summary>Something at a known place.</summary>
    /// <param name="position">The offset in bytes.</param>
    /// <param name="found">What was found there, and what was expected.</param>
    internal static ImageFormatException At(int position, string found) => new($"The JPEG is damaged at byte {position}: found {found}.");

    /// <summary>A defect of a segment or of the file as a whole.</summary>
    /// <param name="sentence">The rest of a sentence that begins with "The JPEG".</param>
    internal static ImageFormatException Of(string sentence) => new($"The JPEG {sentence}.");
}
