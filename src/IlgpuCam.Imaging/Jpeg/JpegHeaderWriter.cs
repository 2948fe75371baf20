using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Writes everything of a baseline file that comes before its entropy-coded data (ITU T.81, annex B; JFIF 1.01).</summary>
internal static class JpegHeaderWriter
{
    /// <summary>Writes the segments from SOI to SOS.</summary>
    /// <param name="destination">Receives them.</param>
    /// <param name="image">The picture.</param>
    /// <param name="subsampling">How many chroma samples are kept.</param>
    /// <param name="steps">Quantisation steps of luminance and of chrominance, in row-major order.</param>
    /// <param name="tables">Luminance DC, luminance AC, chrominance DC, chrominance AC.</param>
    internal static void Write(Stream destination, RgbImage image, JpegSubsampling subsampling, byte[][] steps, HuffmanSpecification[] tables)
    {
        destination.Write([0xFF, JpegMarker.StartOfImage]);

        // Version 1.01, pixels without a physical size, no thumbnail.
        WriteSegment(destination, JpegMarker.App0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        var segment = new byte[65];
        for (var i = 0; i < steps.Length; i++)
        {
            segment[0] = (byte)i;
            for (var k = 0; k < 64; k++)
            {
                segment[1 + k] = steps[i][ZigZag.ToNatural[k]];
            }

            WriteSegment(destination, JpegMarker.QuantizationTables, segment);
        }

        var (height, width) = (image.Height, image.Width);
        var factors = (byte)(subsampling == JpegSubsampling.Half ? 0x22 : 0x11);
        WriteSegment(
            destination,
            JpegMarker.BaselineFrame,
            [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, factors, 0, 2, 0x11, 1, 3, 0x11, 1]);

        // Class (0 DC, 1 AC) in the upper half, number (0 luminance, 1 chrominance) in the lower.
        ReadOnlySpan<byte> names = [0x00, 0x10, 0x01, 0x11];
        for (var i = 0; i < tables.Length; i++)
        {
            WriteSegment(destination, JpegMarker.HuffmanTables, [names[i], .. tables[i].Counts, .. tables[i].Symbols]);
        }

        WriteSegment(destination, JpegMarker.StartOfScan, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }

    private static void WriteSegment(Stream destination, byte marker, ReadOnlySpan<byte> parameters)
    {
        Span<byte> start = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(start[2..], (ushort)(2 + parameters.Length));
        destination.Write(start);
        destination.Write(parameters);
    }
}
