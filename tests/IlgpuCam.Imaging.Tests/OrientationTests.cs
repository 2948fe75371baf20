using System.Buffers.Binary;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Tests;

public sealed class OrientationTests
{
    // Where the stored pixel (x, y) of a picture w wide and h high is displayed, after the table of EXIF 2.32.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_pixel_goes_where_the_table_says(int orientation)
    {
        foreach (var (w, h) in new[] { (1, 1), (5, 3), (1, 7), (70, 33), (32, 65) })
        {
            var stored = ImageAssert.Noise(w, h, orientation);
            var (width, height) = orientation < 5 ? (w, h) : (h, w);
            var expected = new RgbImage(width, height);
            for (var y = 0; y < h; y++)
            {
                for (var x = 0; x < w; x++)
                {
                    var (toX, toY) = orientation switch
                    {
                        1 => (x, y),
                        2 => (w - 1 - x, y),
                        3 => (w - 1 - x, h - 1 - y),
                        4 => (x, h - 1 - y),
                        5 => (y, x),
                        6 => (h - 1 - y, x),
                        7 => (h - 1 - y, w - 1 - x),
                        _ => (y, w - 1 - x),
                    };
                    stored.Row(y).Slice(3 * x, 3).CopyTo(expected.Row(toY)[(3 * toX)..]);
                }
            }

            ImageAssert.Same(expected, Orientation.Apply(stored, orientation), $"{w}x{h}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_tag_is_read_in_both_byte_orders(bool bigEndian)
    {
        for (ushort orientation = 1; orientation <= 8; orientation++)
        {
            Assert.Equal(orientation, ExifOrientation.Read(Exif(bigEndian, orientation), out var problem));
            Assert.Null(problem);
        }
    }

    [Fact]
    public void Without_the_tag_a_picture_is_upright()
    {
        var exif = Exif(true, 6);
        exif[10] = 0;
        Assert.Equal(1, ExifOrientation.Read(exif, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(65535)]
    public void An_undefined_orientation_is_none(ushort orientation)
    {
        Assert.Equal(1, ExifOrientation.Read(Exif(false, orientation), out var problem));
        Assert.Null(problem);
    }

    [Fact]
    public void Damaged_blocks_are_upright_and_never_fail()
    {
        var random = new Random(4);
        for (var round = 0; round < 5000; round++)
        {
            var exif = Exif(round % 2 == 0, (ushort)random.Next(1, 9));
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                exif[random.Next(exif.Length)] = (byte)random.Next(256);
            }

            Assert.InRange(ExifOrientation.Read(exif[..random.Next(exif.Length + 1)], out _), 1, 8);
        }

        Assert.Equal(1, ExifOrientation.Read([], out var problem));
        Assert.NotNull(problem);
    }

    // A TIFF header, one directory with the width and the orientation, no further directory.
    private static byte[] Exif(bool bigEndian, ushort orientation)
    {
        var block = new byte[38];
        void Put16(int at, int value)
        {
            var swapped = bigEndian ? BinaryPrimitives.ReverseEndianness((ushort)value) : (ushort)value;
            BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(at), swapped);
        }

        void Put32(int at, int value)
        {
            Put16(at + (bigEndian ? 2 : 0), value & 0xFFFF);
            Put16(at + (bigEndian ? 0 : 2), value >> 16);
        }

        block[0] = block[1] = (byte)(bigEndian ? 'M' : 'I');
        Put16(2, 42);
        Put32(4, 8);
        Put16(8, 2);
        Put16(10, 0x0112);
        Put16(12, 3);
        Put32(14, 1);
        Put16(18, orientation);
        Put16(22, 0x0100);
        Put16(24, 3);
        Put32(26, 1);
        Put16(30, 640);
        return block;
    }
}
