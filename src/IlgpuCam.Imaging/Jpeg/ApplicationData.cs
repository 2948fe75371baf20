namespace IlgpuCam.Imaging.Jpeg;

/// <summary>What the application segments say about colours and orientation.</summary>
internal sealed class ApplicationData
{
    private bool _isJfif;
    private int? _adobeTransform;

    /// <summary>The first EXIF block, a TIFF file of its own; null where there is none.</summary>
    internal byte[]? Exif { get; private set; }

    /// <summary>Takes in an application segment.</summary>
    /// <param name="marker">APP0 to APP15.</param>
    /// <param name="segment">Its parameters.</param>
    internal void Read(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.App0 when segment.Length >= 14 && segment.StartsWith("JFIF\0"u8):
                _isJfif = true;
                break;
            case JpegMarker.App1 when Exif is null && segment.Length > 6 && segment.StartsWith("Exif\0"u8):
                Exif = segment[6..].ToArray();
                break;
            case JpegMarker.App14 when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                _adobeTransform = segment[11];
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Decides what the components mean, by the same rules as libjpeg: JFIF, then Adobe's transform, then the components' names.
    /// </summary>
    /// <param name="frame">The frame.</param>
    internal ColorModel ColorModelOf(Frame frame)
    {
        var components = frame.Components;
        return components.Length switch
        {
            1 => ColorModel.Gray,
            3 when _isJfif => ColorModel.YCbCr,
            3 when _adobeTransform is { } transform => transform == 0 ? ColorModel.Rgb : ColorModel.YCbCr,
            3 when (components[0].Id, components[1].Id, components[2].Id) is ((byte)'R', (byte)'G', (byte)'B') => ColorModel.Rgb,
            3 => ColorModel.YCbCr,
            _ => _adobeTransform is null or 0 ? ColorModel.Cmyk : ColorModel.Ycck,
        };
    }
}
