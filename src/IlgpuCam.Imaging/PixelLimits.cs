using IlgpuCam.Images;

namespace IlgpuCam.Imaging;

/// <summary>What a header may claim: checked before anything is allocated for it.</summary>
internal static class PixelLimits
{
    // A file may be cut short and still give its pixels; but a few bytes must not make us allocate more than this.
    private const long AllocatedOnTrust = 64L << 20;

    /// <summary>Checks the claimed size against the limit of the options and against what one array holds.</summary>
    public static void Check(string format, long width, long height, DecodeOptions options)
    {
        if (width < 1 || height < 1)
        {
            throw new ImageFormatException($"A {format} image needs at least one pixel on each side, found {width}x{height}.");
        }

        var pixels = (UInt128)width * (UInt128)height;
        if (pixels > (UInt128)Math.Max(options.MaxPixels, 0))
        {
            throw new ImageFormatException($"A {format} image of {width}x{height} has {pixels} pixels, more than the limit of {options.MaxPixels}.");
        }

        if (pixels > (UInt128)(Array.MaxLength / 3))
        {
            throw new ImageFormatException($"A {format} image of {width}x{height} needs {pixels * 3} bytes as RGB, more than one array holds.");
        }
    }

    /// <summary>Refuses a picture too large to be worth allocating for the few bytes of pixel data that are there.</summary>
    /// <param name="format">Named in the message.</param>
    /// <param name="width">Width in pixels, already checked.</param>
    /// <param name="height">Height in pixels, already checked.</param>
    /// <param name="present">Bytes of pixel data in the file.</param>
    /// <param name="least">The fewest bytes that are accepted where the picture is large.</param>
    public static void CheckPresent(string format, int width, int height, long present, long least)
    {
        if (present < least && (long)width * height * 3 > AllocatedOnTrust)
        {
            throw new ImageFormatException(
                $"A {format} image of {width}x{height} cannot be read from {present} bytes of pixel data; at least {least} were expected.");
        }
    }
}
