using System.Text.Json;
using IlgpuCam.Explain;
using IlgpuCam.Localize;
using IlgpuCam.Tensors;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Explain;

/// <summary>What the authors of the CAM paper published with their GoogLeNet: ten crops of two photos.</summary>
public sealed class AuthorsNumbersTests
{
    private const int Classes = 1000;
    private const int Channels = 1024;
    private const int Side = 14;
    private const int Crops = 10;

    [SharedFact("authors/img1_ten_crops.safetensors")]
    public void Class_maps_averaged_give_the_stored_scores()
    {
        using var file = SafeTensorsFile.Open(TestFiles.Shared("authors/img1_ten_crops.safetensors"));
        var activations = file["activations"].ToFloats();
        var expected = file["scores"].ToFloats();
        var weights = Weights();
        var maps = new float[Classes * Side * Side];
        for (var crop = 0; crop < Crops; crop++)
        {
            Cam.Compute(activations.AsSpan(crop * Channels * Side * Side, Channels * Side * Side), Channels, Side, Side, weights, maps);
            var exponentials = maps.Chunk(Side * Side).Select(map => Math.Exp(map.Average())).ToArray();
            var sum = exponentials.Sum();
            for (var c = 0; c < Classes; c++)
            {
                Assert.Equal(expected[(crop * Classes) + c], exponentials[c] / sum, 1e-3);
            }
        }
    }

    [SharedTheory("authors/expected.json")]
    [InlineData("img1")]
    [InlineData("img2")]
    public void The_five_best_by_the_mean_score_are_the_published_ones(string photo)
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Shared("authors/expected.json")));
        var best = BestFive(photo);
        var reference = expected.RootElement.GetProperty(photo).GetProperty("top5").EnumerateArray().ToArray();
        Assert.Equal(reference.Select(entry => entry.GetProperty("class_index").GetInt32()), best.Select(entry => entry.Class));
        foreach (var (entry, (_, score)) in reference.Zip(best))
        {
            Assert.Equal(entry.GetProperty("mean_score").GetDouble(), score, 1e-6);
        }
    }

    [SharedTheory("authors/expected.json")]
    [InlineData("img1")]
    [InlineData("img2")]
    public void The_crops_maps_merged_are_the_published_ones(string photo)
    {
        const int Crop = 224, Whole = 256;
        (int X, int Y)[] offsets = [(0, 0), (0, 32), (32, 0), (32, 32), (16, 16)];
        using var file = SafeTensorsFile.Open(TestFiles.Shared($"authors/{photo}_ten_crops.safetensors"));
        var activations = file["activations"].ToFloats();
        var merged = file["merged_top5"].ToFloats();
        var weights = Weights();
        var upsampled = new float[Crop * Crop];
        var best = BestFive(photo);
        for (var rank = 0; rank < best.Length; rank++)
        {
            var sum = new float[Whole * Whole];
            for (var crop = 0; crop < Crops; crop++)
            {
                var features = activations.AsSpan(crop * Channels * Side * Side, Channels * Side * Side);
                var map = Cam.Compute(features, Channels, Side, Side, weights.AsSpan(best[rank].Class * Channels, Channels));
                Localizer.Upsample(map, Placement.Whole(Crop, Crop), upsampled);
                var (left, top) = offsets[crop % offsets.Length];
                for (var i = 0; i < upsampled.Length; i++)
                {
                    var x = crop < offsets.Length ? i % Crop : Crop - 1 - (i % Crop);
                    sum[((top + (i / Crop)) * Whole) + left + x] += Math.Abs(upsampled[i]);
                }
            }

            Near.Equal(merged.AsSpan(rank * Whole * Whole, Whole * Whole), sum, 1e-5, $"merged map of class {best[rank].Class}");
        }
    }

    private static float[] Weights()
    {
        using var file = SafeTensorsFile.Open(TestFiles.Shared("authors/googlenet_cam_softmax_weights.safetensors"));
        return file["CAM_fc.weight"].ToFloats();
    }

    private static (int Class, double Score)[] BestFive(string photo)
    {
        using var file = SafeTensorsFile.Open(TestFiles.Shared($"authors/{photo}_ten_crops.safetensors"));
        var scores = file["scores"].ToFloats();
        return [.. Enumerable.Range(0, Classes)
            .Select(c => (c, Enumerable.Range(0, Crops).Average(crop => (double)scores[(crop * Classes) + c])))
            .OrderByDescending(entry => entry.Item2).Take(5)];
    }
}
