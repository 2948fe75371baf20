using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>
/// Decodes JPEG files (ITU T.81): baseline, extended sequential and progressive with Huffman coding and 8 bits a sample, in every sampling.
/// The pixels are those that libjpeg-turbo gives by default.
/// </summary>
internal static class JpegDecoder
{
    /// <summary>Decodes a file.</summary>
    /// <param name="data">The whole file; what follows its end marker is not looked at.</param>
    /// <param name="options">Limits, and whether the picture is turned upright.</param>
    /// <returns>The picture, with a warning where data are missing.</returns>
    /// <exception cref="ImageFormatException">The file is damaged, too large, without picture data, or coded in an unsupported way.</exception>
    internal static DecodedImage Decode(ReadOnlySpan<byte> data, DecodeOptions options)
    {
        var decoder = new JpegFileDecoder(data, options);
        var photo = decoder.Decode();
        var warnings = new List<string>();
        if (decoder.Warning is { } warning)
        {
            warnings.Add(warning);
        }

        var orientation = decoder.ReadOrientation(out var problem);
        if (problem is not null)
        {
            warnings.Add(problem);
        }

        return new(Orientation.Apply(photo, orientation), "jpeg", warnings);
    }
}
