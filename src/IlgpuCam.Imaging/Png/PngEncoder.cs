using System.Buffers.Binary;
using System.IO.Compression;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Png;

/// <summary>Writes PNG (W3C, third edition): 8 bits a sample, RGB or grey, not interlaced.</summary>
public static class PngEncoder
{
    /// <summary>Writes a colour picture.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="output">Where to; need not be seekable, stays open.</param>
    /// <param name="options">The effort; <see cref="PngEncoderOptions.Default"/> where null.</param>
    public static void Encode(RgbImage image, Stream output, PngEncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(image.Pixels, image.Width, image.Height, PngColorType.Rgb, output, options);
    }

    /// <summary>Writes a grey picture, such as a mask.</summary>
    /// <param name="pixels">One byte a pixel, rows from top to bottom without padding, 0 is black.</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="output">Where to; need not be seekable, stays open.</param>
    /// <param name="options">The effort; <see cref="PngEncoderOptions.Default"/> where null.</param>
    /// <exception cref="ImageFormatException">A side is below 1, or the pixels are not <c>width * height</c> bytes.</exception>
    public static void EncodeGray(ReadOnlySpan<byte> pixels, int width, int height, Stream output, PngEncoderOptions? options = null)
    {
        if (width < 1 || height < 1 || pixels.Length != (long)width * height)
        {
            throw new ImageFormatException($"A grey image of {width}x{height} does not fit {pixels.Length} bytes of pixels.");
        }

        Write(pixels, width, height, PngColorType.Gray, output, options);
    }

    private static void Write(ReadOnlySpan<byte> pixels, int width, int height, PngColorType colorType, Stream output, PngEncoderOptions? options)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(PngFile.Signature);
        Span<byte> header = stackalloc byte[PngHeader.Length];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)colorType;
        PngChunkWriter.WriteChunk(output, "IHDR"u8, header);

        var distance = colorType == PngColorType.Rgb ? 3 : 1;
        var rowBytes = width * distance;
        var filter = new PngFilter(rowBytes, distance);
        using var chunks = new PngChunkWriter(output);
        using (var compressor = new ZLibStream(chunks, (options ?? PngEncoderOptions.Default).Compression, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                compressor.Write(filter.Apply(pixels.Slice(y * rowBytes, rowBytes)));
            }
        }

        chunks.Flush();
        PngChunkWriter.WriteChunk(output, "IEND"u8, []);
    }
}
