using System.IO.Compression;
using IlgpuCam.Images;
using IlgpuCam.Imaging.Png;

namespace IlgpuCam.Imaging.Tests.Png;

public sealed class PngEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(40, 1)]
    [InlineData(3, 5)]
    [InlineData(11, 7)]
    [InlineData(64, 3)]
    [InlineData(85, 9)]
    [InlineData(347, 129)]
    [InlineData(9000, 2)]
    public void Pictures_survive_the_round_trip(int width, int height)
    {
        foreach (var image in new[] { ImageAssert.Noise(width, height, 1), ImageAssert.Smooth(width, height, 2), new RgbImage(width, height) })
        {
            using var stream = new MemoryStream();
            PngEncoder.Encode(image, stream);
            ImageAssert.Same(image, ImageFile.Decode(stream.ToArray()).Image);

            stream.SetLength(0);
            var gray = image.Pixels.AsSpan(0, width * height);
            PngEncoder.EncodeGray(gray, width, height, stream, new PngEncoderOptions { Compression = CompressionLevel.Fastest });
            var expected = ImageAssert.Draw(width, height, (x, y) => (image.Pixels[(y * width) + x], image.Pixels[(y * width) + x], image.Pixels[(y * width) + x]));
            ImageAssert.Same(expected, ImageFile.Decode(stream.ToArray()).Image);
        }
    }

    [Fact]
    public void Every_filter_predicts_as_the_specification_says()
    {
        // Few distinct values make ties between the three neighbours of Paeth's predictor common; the decoder undoes each row by other code.
        var random = new Random(5);
        foreach (var levels in new[] { 2, 3, 5, 256 })
        {
            foreach (var distance in new[] { 1, 3 })
            {
                const int Length = 3 * 61;
                var filter = new PngFilter(Length, distance);
                var above = new byte[Length];
                for (var y = 0; y < 50; y++)
                {
                    var row = new byte[Length];
                    for (var i = 0; i < Length; i++)
                    {
                        row[i] = (byte)(random.Next(levels) * 255 / (levels - 1));
                    }

                    filter.Apply(row);
                    for (var kind = 0; kind < 5; kind++)
                    {
                        var restored = new byte[Length];
                        Assert.True(PngUnfilter.Apply(kind, filter.Candidate(kind)[1..], above, restored, distance));
                        Assert.Equal(row, restored);
                    }

                    above = row;
                }
            }
        }
    }

    [Fact]
    public void Smooth_pictures_are_filtered_and_so_become_small()
    {
        var image = ImageAssert.Draw(300, 200, (x, y) => ((x + y) & 255, (x * 2) & 255, (y * 2) & 255));
        using var stream = new MemoryStream();
        PngEncoder.Encode(image, stream);
        Assert.InRange(stream.Length, 100, 3000);
    }

    [Fact]
    public void Large_files_are_cut_into_chunks()
    {
        var image = ImageAssert.Noise(300, 200, 3);
        using var stream = new MemoryStream();
        PngEncoder.Encode(image, stream);
        Assert.Equal(3, stream.ToArray().AsSpan().Count("IDAT"u8));
    }

    [Fact]
    public void Gray_pixels_have_to_fit_the_size() =>
        Assert.Throws<ImageFormatException>(() => PngEncoder.EncodeGray(new byte[5], 2, 3, Stream.Null));
}
