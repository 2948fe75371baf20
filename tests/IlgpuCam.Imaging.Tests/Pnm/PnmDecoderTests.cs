using System.Text;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Tests.Pnm;

public sealed class PnmDecoderTests
{
    [Theory]
    [InlineData("P1 3 2 1 0 1 010", "0,255,0,255,0,255")]
    [InlineData("P1\n# drawn by hand\n3 2\n101\n#more\n010\n", "0,255,0,255,0,255")]
    [InlineData("P2 3 2 15 0 15 7 1 2 14", "0,255,119,17,34,238")]
    [InlineData("P2\t3\r\n2 # columns and rows\n255\n1 2 3\n4 5 6", "1,2,3,4,5,6")]
    [InlineData("P2 3 2 65535 0 65535 257 128 129 32768", "0,255,1,0,1,128")]
    [InlineData("P5#\n3 2 255 ABCDEF", "65,66,67,68,69,70")]
    [InlineData("P5 3 2 127 @ABCDE", "129,131,133,135,137,139")]
    [InlineData("P5 3 2 10000 ABCDEFGHIJKL", "255,255,255,255,255,255")]
    [InlineData("P5 3 2 20000 ABCDEFGHIJKL", "213,220,226,233,239,246")]
    [InlineData("P4 3 2 \u00A0\u0040", "0,255,0,255,0,255")]
    public void Grey_levels_are_read_from_text_and_bytes(string file, string expected)
    {
        var levels = expected.Split(',').Select(int.Parse).ToArray();
        var decoded = ImageFile.Decode(Encoding.Latin1.GetBytes(file));
        ImageAssert.Same(ImageAssert.Draw(3, 2, (x, y) => (levels[(y * 3) + x], levels[(y * 3) + x], levels[(y * 3) + x])), decoded.Image);
        Assert.Empty(decoded.Warnings);
    }

    [Theory]
    [InlineData("P3 2 1 5 0 1 2 3 4 5")]
    [InlineData("P6 2 1 5 \0\u0001\u0002\u0003\u0004\u0005")]
    [InlineData("P6 2 1 1280 \0\0\u0001\0\u0002\0\u0003\0\u0004\0\u0005\0")]
    [InlineData("P6 2 1 255 \0\u0033\u0066\u0099\u00CC\u00FFP6 2 1 255 another image of the stream")]
    public void Colours_are_read_from_text_and_bytes(string file)
    {
        var decoded = ImageFile.Decode(Encoding.Latin1.GetBytes(file));
        Assert.Equal([0, 51, 102, 153, 204, 255], decoded.Image.Pixels);
        Assert.Equal((2, 1), (decoded.Image.Width, decoded.Image.Height));
    }

    [Fact]
    public void Rows_of_bits_end_at_whole_bytes()
    {
        for (var width = 1; width < 40; width++)
        {
            var stride = (width + 7) / 8;
            var bytes = new byte[stride * 3];
            new Random(width).NextBytes(bytes);
            byte[] file = [.. Encoding.ASCII.GetBytes($"P4\n{width} 3\n"), .. bytes];
            var expected = ImageAssert.Draw(width, 3, (x, y) => (bytes[(y * stride) + (x / 8)] & (0x80 >> (x % 8))) != 0 ? (0, 0, 0) : (255, 255, 255));
            ImageAssert.Same(expected, ImageFile.Decode(file).Image);
        }
    }

    [Theory]
    [InlineData("P5 3 2 255 ABCDE", 1)]
    [InlineData("P6 1 3 255 ABCDEFGH", 2)]
    [InlineData("P2 2 3 255 1 2 3 4 5", 2)]
    [InlineData("P1 3 2 10101", 1)]
    public void Missing_rows_are_black_and_a_warning(string file, int rows)
    {
        var decoded = ImageFile.Decode(Encoding.Latin1.GetBytes(file));
        Assert.Contains($"after {rows} of", Assert.Single(decoded.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P5 3 2", "before its maximum")]
    [InlineData("P5 ", "before its width")]
    [InlineData("P5 0 2 255 AB", "at least one pixel")]
    [InlineData("P5 3 2 0 ABCDEF", "maximum of the PNM file is 0")]
    [InlineData("P5 3 2 65536 ABCDEF", "maximum of the PNM file is 65536")]
    [InlineData("P5 3 -2 255 ABCDEF", "byte 0x2D at offset 5")]
    [InlineData("P5 99999999999 2 255 ABCDEF", "number below 2147483648")]
    [InlineData("P5 3 2 255", "ends at offset 10")]
    [InlineData("P5 3 2 255 AB", "not one whole row of 3")]
    [InlineData("P2 3 2 10 1 2 11 4 5 6", "value 11 before offset 16")]
    [InlineData("P2 3 2 10 1 2 x 4 5 6", "byte 0x78 at offset 14")]
    [InlineData("P1 3 2 012", "byte 0x32 at offset 9")]
    [InlineData("P6 15000 15000 255 AB", "cannot be read from 2 bytes")]
    [InlineData("P3 15000 15000 255 1 2", "cannot be read from 3 bytes")]
    [InlineData("P6 2000000000 2000000000 255 AB", "more than the limit")]
    public void Broken_files_are_errors_that_say_what_is_wrong(string file, string message)
    {
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(Encoding.Latin1.GetBytes(file)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
