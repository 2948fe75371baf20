using IlgpuCam.Explain;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Explain;

public sealed class TenCropTests
{
    [SharedTheory("authors")]
    [InlineData("img1")]
    [InlineData("img2")]
    public void The_authors_activations_and_weights_give_their_merged_maps(string image)
    {
        using var file = SafeTensorsFile.Open(TestFiles.Shared($"authors/{image}_ten_crops.safetensors"));
        using var weightsFile = SafeTensorsFile.Open(TestFiles.Shared("authors/googlenet_cam_softmax_weights.safetensors"));
        var (activations, scores, expected) = (file["activations"].ToFloats(), file["scores"].ToFloats(), file["merged_top5"].ToFloats());
        var weights = weightsFile["CAM_fc.weight"].ToFloats();
        const int Channels = 1024;
        const int Plane = 14 * 14;
        var mean = Enumerable.Range(0, 1000).Select(c => Enumerable.Range(0, TenCrop.Count).Sum(i => scores[(i * 1000) + c])).ToArray();
        var best = ClassScores.Top(mean, 5);

        for (var place = 0; place < best.Length; place++)
        {
            var row = weights.AsMemory(best[place] * Channels, Channels);
            var maps = Enumerable.Range(0, TenCrop.Count)
                .Select(i => Cam.Compute(activations.AsSpan(i * Channels * Plane, Channels * Plane), Channels, 14, 14, row.Span)).ToArray();

            var merged = TenCrop.Merge(maps, 224, 224);

            var wanted = expected.AsSpan(place * 256 * 256, 256 * 256).ToArray();
            var tolerance = 1e-4 * wanted.Max();
            Assert.Equal((256, 256), (merged.Height, merged.Width));
            Assert.All(wanted.Zip(merged.Values), pair => Assert.InRange(pair.Second - pair.First, -tolerance, tolerance));
        }
    }

    [Theory]
    [InlineData(224, 256)]
    [InlineData(448, 512)]
    [InlineData(227, 259)]
    [InlineData(7, 8)]
    [InlineData(1, 1)]
    public void The_squeezed_photo_is_eight_sevenths_of_the_input(int side, int canvas) => Assert.Equal(canvas, TenCrop.Canvas(side));

    [Fact]
    public void Nine_maps_are_refused() => Assert.Throws<ArgumentException>(() => TenCrop.Merge(new ActivationMap[9], 7, 7));
}
