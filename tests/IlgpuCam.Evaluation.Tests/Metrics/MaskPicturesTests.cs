using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Imaging;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Metrics;

public sealed class MaskPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(224, 224)]
    [InlineData(301, 450)]
    public void Masks_add_up_at_the_size_of_the_compared_map(int width, int height)
    {
        // The left column and the lowest row.
        byte[] left = [.. Enumerable.Range(0, width * height).Select(i => i % width == 0 ? (byte)255 : (byte)0)];
        byte[] low = [.. Enumerable.Range(0, width * height).Select(i => i / width == height - 1 ? (byte)9 : (byte)0)];
        ImageFile.SaveGray(_folder["left.png"], left, width, height);
        ImageFile.SaveGray(_folder["low.png"], low, width, height);

        var (mask, ignore) = MaskPictures.Load(new([_folder["left.png"], _folder["low.png"]], _folder["low.png"]));

        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % ScoreMap.Side * width / ScoreMap.Side, i / ScoreMap.Side * height / ScoreMap.Side);
            Assert.Equal(x == 0 || y == height - 1, mask[i] != 0);
            Assert.Equal(y == height - 1, ignore[i] != 0);
        }

        Assert.Empty(MaskPictures.Load(new([_folder["low.png"]], null)).Ignore);
    }
}
