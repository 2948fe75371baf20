using System.Buffers;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Bmp;
using IlgpuCam.Imaging.Jpeg;
using IlgpuCam.Imaging.Png;
using IlgpuCam.Imaging.Pnm;

namespace IlgpuCam.Imaging;

/// <summary>Reads and writes image files: JPEG, PNG, BMP and PNM in, JPEG and PNG out. The format is told by the first bytes, not by the name.</summary>
public static class ImageFile
{
    private const string SupportedNames = "JPEG, PNG, BMP and PNM";

    /// <summary>Extensions of the files that can be decoded, in lower case with the dot.</summary>
    public static IReadOnlyList<string> SupportedExtensions { get; } =
        [.. ImageFormat.All.Where(format => format.IsSupported).SelectMany(format => format.Extensions)];

    /// <summary>Extensions of all files that are pictures, so that those which cannot be decoded are reported instead of passed over; in lower case with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. ImageFormat.All.SelectMany(format => format.Extensions)];

    /// <summary>Extensions of the files that can be written, in lower case with the dot.</summary>
    public static IReadOnlyList<string> WritableExtensions { get; } = [".png", ".jpg", ".jpeg"];

    /// <summary>Decodes an image file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits and orientation; <see cref="DecodeOptions.Default"/> where null.</param>
    /// <exception cref="ImageFormatException">The file is no image, damaged, too large, or of a format that is not supported; the message starts with the path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a folder, or access is denied.</exception>
    public static DecodedImage Load(string path, DecodeOptions? options = null)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            return Load(stream, options);
        }
        catch (ImageFormatException exception)
        {
            throw new ImageFormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Decodes an image from a stream, from its position to its end.</summary>
    /// <param name="stream">Need not be seekable; stays open.</param>
    /// <param name="options">Limits and orientation; <see cref="DecodeOptions.Default"/> where null.</param>
    /// <exception cref="ImageFormatException">What is in the stream is no image, damaged, too large, or of a format that is not supported.</exception>
    public static DecodedImage Load(Stream stream, DecodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = ReadToEnd(stream, out var count);
        var image = Decode(buffer.AsSpan(0, count), options);
        ArrayPool<byte>.Shared.Return(buffer);
        return image;
    }

    /// <summary>Decodes an image from memory.</summary>
    /// <param name="data">A whole file.</param>
    /// <param name="options">Limits and orientation; <see cref="DecodeOptions.Default"/> where null.</param>
    /// <exception cref="ImageFormatException">The data are no image, damaged, too large, or of a format that is not supported.</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> data, DecodeOptions? options = null)
    {
        options ??= DecodeOptions.Default;
        var format = ImageFormat.Detect(data);
        return format switch
        {
            _ when format == ImageFormat.Jpeg => JpegDecoder.Decode(data, options),
            _ when format == ImageFormat.Png => PngDecoder.Decode(data, options),
            _ when format == ImageFormat.Bmp => BmpDecoder.Decode(data, options),
            _ when format == ImageFormat.Pnm => PnmDecoder.Decode(data, options),
            null => throw new ImageFormatException(DescribeUnknown(data)),
            _ => throw new ImageFormatException($"This is a {format.Name} image, which is not supported; supported are {SupportedNames}."),
        };
    }

    /// <summary>Writes a picture in the format that the extension names: <c>.png</c>, <c>.jpg</c> or <c>.jpeg</c>. What was there is replaced only once all is written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">The pixels.</param>
    /// <exception cref="ImageFormatException">The extension is another, or the format cannot hold a picture of this size.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing is left behind.</exception>
    public static void Save(string path, RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(image);
        Action<Stream> write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => stream => PngEncoder.Encode(image, stream),
            ".jpg" or ".jpeg" => stream => JpegEncoder.Encode(image, stream),
            var other => throw new ImageFormatException($"{path}: the extension '{other}' names no format that can be written; expected .png, .jpg or .jpeg."),
        };
        AtomicFile.Write(path, write);
    }

    /// <summary>Writes a grey picture, such as a mask, as PNG. What was there is replaced only once all is written.</summary>
    /// <param name="path">The file, which has to end in <c>.png</c>.</param>
    /// <param name="pixels">One byte a pixel, rows from top to bottom without padding, 0 is black.</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <exception cref="ImageFormatException">The extension is another, or the pixels are not <c>width * height</c> bytes.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing is left behind.</exception>
    public static void SaveGray(string path, ReadOnlyMemory<byte> pixels, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new ImageFormatException($"{path}: a grey picture is written as .png only.");
        }

        AtomicFile.Write(path, stream => PngEncoder.EncodeGray(pixels.Span, width, height, stream));
    }

    // A buffer of the shared pool, the file at its start.
    private static byte[] ReadToEnd(Stream stream, out int count)
    {
        // A length is only a hint: pipes have none, and a file may grow or shrink while it is read.
        var length = stream.CanSeek ? Math.Max(stream.Length - stream.Position, 0) : 0;
        if (length >= Array.MaxLength)
        {
            throw new ImageFormatException($"The image file has {length} bytes, more than the {Array.MaxLength} that are read.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(length + 1, 4096));
        count = 0;
        while (true)
        {
            var read = stream.Read(buffer.AsSpan(count));
            if (read == 0)
            {
                return buffer;
            }

            count += read;
            if (count == Array.MaxLength)
            {
                throw new ImageFormatException($"The image stream has more than the {Array.MaxLength} bytes that are read.");
            }

            if (count == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * count, Array.MaxLength));
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }

    private static string DescribeUnknown(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return "The image is empty (0 bytes).";
        }

        var what = LooksLikeText(data[..Math.Min(data.Length, 64)])
            ? "it looks like text"
            : $"it starts with the bytes {Convert.ToHexString(data[..Math.Min(data.Length, 12)])}";
        return $"This is not an image of a known format: {what}; supported are {SupportedNames}.";
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> start)
    {
        foreach (var value in start)
        {
            if (value is < (byte)' ' and not ((byte)'\n' or (byte)'\r' or (byte)'\t') or 0x7F)
            {
                return false;
            }
        }

        return true;
    }
}
