using System.Text;

namespace IlgpuCam.Imaging.Tests;

public sealed class ImageFormatTests
{
    [Theory]
    [InlineData("FFD8FFE0", "JPEG")]
    [InlineData("89504E470D0A1A0A", "PNG")]
    [InlineData("424D00000000", "BMP")]
    [InlineData("50360A", "PNM")]
    [InlineData("503123", "PNM")]
    [InlineData("50370A", "PAM")]
    [InlineData("50460A", "PFM")]
    [InlineData("474946383761", "GIF")]
    [InlineData("52494646000000005745425056503820", "WebP")]
    [InlineData("49492A00", "TIFF")]
    [InlineData("4D4D002A", "TIFF")]
    [InlineData("49492B00", "TIFF")]
    [InlineData("0000001C66747970617669660000000061766966", "AVIF")]
    [InlineData("0000001C667479706D696631000000006D69663161766966", "AVIF")]
    [InlineData("0000001866747970686569630000000068656963", "HEIC")]
    [InlineData("00000018667479706D696631000000006D6966316D696166", "HEIC")]
    [InlineData("FF0A", "JPEG XL")]
    [InlineData("0000000C4A584C200D0A870A", "JPEG XL")]
    [InlineData("0000000C6A5020200D0A870A", "JPEG 2000")]
    [InlineData("FF4FFF51", "JPEG 2000")]
    [InlineData("00000100", "ICO")]
    [InlineData("38425053", "Photoshop")]
    [InlineData("716F6966", "QOI")]
    [InlineData("762F3101", "OpenEXR")]
    [InlineData("3C737667", "SVG")]
    [InlineData("", null)]
    [InlineData("50", null)]
    [InlineData("5036", null)]
    [InlineData("503641", null)]
    [InlineData("5249464600000000415649", null)]
    [InlineData("000000186674797069736F6D0000000069736F6D", null)]
    [InlineData("FFFFFFFF66747970", null)]
    public void Formats_are_told_by_their_first_bytes(string start, string? name) =>
        Assert.Equal(name, ImageFormat.Detect(Convert.FromHexString(start))?.Name);

    [Fact]
    public void A_walk_finds_what_can_be_decoded_and_what_is_known_but_refused()
    {
        Assert.Equal([".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".pnm", ".pbm", ".pgm", ".ppm"], ImageFile.SupportedExtensions);
        Assert.Superset(ImageFile.SupportedExtensions.ToHashSet(), ImageFile.Extensions.ToHashSet());
        Assert.Superset(new HashSet<string> { ".webp", ".gif", ".avif", ".heic", ".heif", ".tif", ".tiff" }, ImageFile.Extensions.ToHashSet());
        Assert.Equal(ImageFile.Extensions.Count, ImageFile.Extensions.Distinct().Count());
    }

    [Fact]
    public void Long_starts_that_are_nearly_a_format_do_not_confuse()
    {
        foreach (var text in new[] { "ftyp", "....ftyp", "....ftypmif1", "RIFF", "RIFF....", "P", "I", "8BP", "....JXL " })
        {
            for (var length = 0; length <= text.Length; length++)
            {
                _ = ImageFormat.Detect(Encoding.ASCII.GetBytes(text[..length]));
            }
        }
    }
}
