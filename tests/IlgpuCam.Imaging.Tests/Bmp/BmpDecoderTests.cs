using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Tests.Bmp;

public sealed class BmpDecoderTests
{
    private static readonly byte[] FourColors = [10, 20, 30, 200, 0, 0, 0, 210, 0, 0, 0, 220];

    [Theory]
    [InlineData(12, 1)]
    [InlineData(12, 4)]
    [InlineData(12, 8)]
    [InlineData(16, 8)]
    [InlineData(40, 1)]
    [InlineData(40, 2)]
    [InlineData(40, 4)]
    [InlineData(40, 8)]
    [InlineData(64, 4)]
    [InlineData(108, 8)]
    [InlineData(124, 8)]
    public void Indices_are_looked_up_in_the_palette(int headerBytes, int bits)
    {
        var palette = new byte[3 << bits];
        new Random(bits).NextBytes(palette);
        for (var width = 1; width < 36; width++)
        {
            foreach (var height in headerBytes == 12 ? new[] { 1, 3 } : [1, 3, -3])
            {
                uint At(int x, int y) => (uint)((x * 7) + (y * 5)) & ((1u << bits) - 1);
                var bmp = new TestBmp { Width = width, Height = height, HeaderBytes = headerBytes, Bits = bits, Palette = palette, Pixel = At, Gap = 2 };
                var expected = ImageAssert.Draw(width, Math.Abs(height), (x, y) =>
                {
                    var color = palette.AsSpan((int)At(x, y) * 3);
                    return (color[0], color[1], color[2]);
                });
                ImageAssert.Same(expected, ImageFile.Decode(bmp.ToArray()).Image, $"{width}x{height}");
            }
        }
    }

    [Theory]
    [InlineData(12, 24, new uint[0])]
    [InlineData(40, 24, new uint[0])]
    [InlineData(40, 32, new uint[0])]
    [InlineData(124, 32, new uint[0])]
    [InlineData(40, 16, new uint[0])]
    [InlineData(40, 16, new uint[] { 0xF800, 0x07E0, 0x001F })]
    [InlineData(56, 16, new uint[] { 0x0F00, 0x00F0, 0x000F, 0xF000 })]
    [InlineData(40, 32, new uint[] { 0xFF000000, 0x00FF0000, 0x0000FF00 })]
    [InlineData(108, 32, new uint[] { 0x3FF00000, 0x000FFC00, 0x000003FF })]
    [InlineData(52, 32, new uint[] { 0xFFFFF000, 0x00000FFF, 0 })]
    public void Samples_are_scaled_to_eight_bits(int headerBytes, int bits, uint[] masks)
    {
        var random = new Random(bits);
        for (var width = 1; width < 20; width++)
        {
            var pixels = new uint[width * 2];
            for (var i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (uint)random.NextInt64(1L << bits);
            }

            uint At(int x, int y) => pixels[(y * width) + x];
            var bmp = new TestBmp
            {
                Width = width,
                Height = headerBytes == 12 ? 2 : -2,
                HeaderBytes = headerBytes,
                Bits = bits,
                Masks = masks,
                Compression = masks.Length > 0 ? 3 : 0,
                Pixel = At,
            };
            var used = masks.Length > 0 ? masks : bits == 16 ? [0x7C00, 0x03E0, 0x001F] : [0xFF0000, 0xFF00, 0xFF];
            int Level(uint pixel, uint mask)
            {
                var lowest = mask & (0 - mask);
                return mask == 0 ? 0 : (int)((ulong)((pixel & mask) / lowest) * 255 / (mask / lowest));
            }

            var decoded = ImageFile.Decode(bmp.ToArray()).Image;
            var expected = ImageAssert.Draw(width, 2, (x, y) => (Level(At(x, y), used[0]), Level(At(x, y), used[1]), Level(At(x, y), used[2])));
            ImageAssert.Same(expected, decoded, $"{width}");
        }
    }

    [Fact]
    public void Runs_of_bytes_are_drawn_and_what_they_skip_has_colour_zero()
    {
        // From the bottom: a run of 3, two single pixels; then a skip to (2, 2) and one pixel.
        var bmp = new TestBmp { Bits = 8, Compression = 1, Palette = FourColors, Data = [3, 1, 0, 0, 0, 3, 1, 2, 3, 0, 0, 2, 2, 0, 1, 3, 0, 1] };
        var expected = Indices("00000", "12300", "11100");
        expected.Row(1)[6..9].Clear();
        var decoded = ImageFile.Decode(bmp.ToArray());
        Assert.Equal([0, 0, 220], decoded.Image.Row(1)[6..9].ToArray());
        Assert.Empty(decoded.Warnings);
        ImageAssert.Same(Indices("00000", "12300", "11100"), decoded.Image);
    }

    [Fact]
    public void Skips_move_up_and_to_the_right()
    {
        var bmp = new TestBmp { Bits = 8, Compression = 1, Palette = FourColors, Data = [1, 1, 0, 2, 2, 1, 1, 2, 0, 0, 5, 3, 0, 1] };
        ImageAssert.Same(Indices("33333", "00020", "10000"), ImageFile.Decode(bmp.ToArray()).Image);
    }

    [Fact]
    public void Runs_of_half_bytes_alternate_between_two_colours()
    {
        var bmp = new TestBmp { Bits = 4, Compression = 2, Palette = FourColors, Data = [5, 0x12, 0, 0, 0, 5, 0x12, 0x31, 0x20, 0, 0, 0, 9, 0x30, 0, 1] };
        ImageAssert.Same(Indices("30303", "12312", "12121"), ImageFile.Decode(bmp.ToArray()).Image);
    }

    [Fact]
    public void Runs_that_end_early_are_a_warning()
    {
        var bmp = new TestBmp { Bits = 8, Compression = 1, Palette = FourColors, Data = [5, 1, 0, 0, 2, 2] };
        var decoded = ImageFile.Decode(bmp.ToArray());
        Assert.Contains("end of the BMP file is missing", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
        ImageAssert.Same(Indices("00000", "22000", "11111"), decoded.Image);
    }

    [Fact]
    public void Rows_that_are_missing_are_black_and_a_warning()
    {
        var whole = new TestBmp().ToArray();
        var decoded = ImageFile.Decode(whole.AsSpan(0, whole.Length - 5));
        Assert.Contains("after 2 of 3 rows", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
        Assert.Equal(new byte[15], decoded.Image.Row(0).ToArray());
        Assert.Equal(ImageFile.Decode(whole).Image.Row(1).ToArray(), decoded.Image.Row(1).ToArray());
    }

    [Fact]
    public void A_file_cut_anywhere_is_read_with_a_warning_or_refused()
    {
        foreach (var bmp in new[] { new TestBmp(), new TestBmp { Bits = 8, Palette = FourColors, Pixel = (x, _) => (uint)x & 3 }, new TestBmp { HeaderBytes = 12 } })
        {
            var file = bmp.ToArray();
            for (var length = 0; length < file.Length; length++)
            {
                try
                {
                    Assert.Single(ImageFile.Decode(file.AsSpan(0, length)).Warnings);
                }
                catch (ImageFormatException)
                {
                }
            }
        }
    }

    [Theory]
    [InlineData("header size", "claims 99 bytes")]
    [InlineData("bits", "3 bits a pixel")]
    [InlineData("JPEG inside", "compression 4")]
    [InlineData("no palette", "no palette")]
    [InlineData("index", "uses colour 3 of its palette, which has 2")]
    [InlineData("mask with gaps", "0x0000F0F0 has gaps")]
    [InlineData("offset", "said to start at offset")]
    [InlineData("below", "below the last of 3 rows")]
    [InlineData("size", "more than the limit")]
    [InlineData("few bytes", "cannot be read from 45 bytes")]
    public void Broken_files_are_errors_that_say_what_is_wrong(string defect, string message)
    {
        var file = defect switch
        {
            "header size" => new TestBmp { HeaderBytes = 99 }.ToArray(),
            "bits" => new TestBmp { Bits = 3 }.ToArray(),
            "JPEG inside" => new TestBmp { Compression = 4 }.ToArray(),
            "no palette" => new TestBmp { Bits = 8 }.ToArray(),
            "index" => new TestBmp { Bits = 8, Palette = [1, 2, 3, 4, 5, 6], Pixel = (_, _) => 3 }.ToArray(),
            "mask with gaps" => new TestBmp { Bits = 16, Compression = 3, Masks = [0xF0F0, 0x0F00, 0x000F] }.ToArray(),
            "offset" => new TestBmp { Offset = 20 }.ToArray(),
            "below" => new TestBmp { Bits = 8, Compression = 1, Palette = FourColors, Data = [0, 2, 0, 3, 1, 1] }.ToArray(),
            "size" => new TestBmp { Width = 100_000, Height = 100_000, Data = [1] }.ToArray(),
            _ => new TestBmp { Width = 10_000, Height = 20_000, Data = new byte[45] }.ToArray(),
        };
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static RgbImage Indices(params string[] rows) => ImageAssert.Draw(rows[0].Length, rows.Length, (x, y) =>
    {
        var color = FourColors.AsSpan((rows[y][x] - '0') * 3);
        return (color[0], color[1], color[2]);
    });
}
