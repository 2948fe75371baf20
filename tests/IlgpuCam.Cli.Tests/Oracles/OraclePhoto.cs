using System.Text.Json;
using IlgpuCam.Localize;

namespace IlgpuCam.Cli.Tests.Oracles;

/// <summary>What the reference says about one photo with one model.</summary>
/// <param name="Name">The photo's file name.</param>
/// <param name="Top5">The five best classes with their probabilities.</param>
/// <param name="Next">The three classes behind them; empty where the reference does not tell.</param>
/// <param name="Box">The box of the best class at 20 %.</param>
internal sealed record OraclePhoto(string Name, (int Class, double Probability)[] Top5, (int Class, double Probability)[] Next, PixelBox Box)
{
    internal static IReadOnlyList<OraclePhoto> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateObject().Select(p => One(p.Name, p.Value))];
    }

    /// <summary>Asserts that a result says the same: best class, five best as a set, probability within 0.02.</summary>
    /// <param name="result">Our result.</param>
    internal void AssertClasses(PhotoResult result)
    {
        Assert.Equal(Top5[0].Class, result.Predictions[0].ClassIndex);
        Assert.InRange(result.Predictions[0].Probability, Top5[0].Probability - 0.02, Top5[0].Probability + 0.02);

        // A class of almost the fifth's probability may take its place.
        var allowed = Next.Where(n => Top5[4].Probability - n.Probability <= 1e-3).Select(n => n.Class).ToHashSet();
        var ours = result.Predictions.Take(5).Select(p => p.ClassIndex).ToHashSet();
        var missing = Top5.Select(t => t.Class).Where(c => !ours.Contains(c)).ToArray();
        var extra = ours.Where(c => Top5.All(t => t.Class != c)).ToArray();
        Assert.True(missing.Length <= 1 && extra.All(allowed.Contains), $"{Name}: {string.Join(", ", missing)} replaced by {string.Join(", ", extra)}");
    }

    /// <summary>The overlap of our box with the reference's.</summary>
    /// <param name="result">Our result.</param>
    internal double Overlap(PhotoResult result) => result.Predictions[0].Box is { } box ? Box.IntersectionOverUnion(box) : 0;

    private static OraclePhoto One(string name, JsonElement photo)
    {
        var box = photo.GetProperty("box_20_percent").EnumerateArray().Select(v => v.GetInt32()).ToArray();
        return new(name, Classes(photo, "top5"), Classes(photo, "next"), new(box[0], box[1], box[2], box[3]));
    }

    private static (int Class, double Probability)[] Classes(JsonElement photo, string key) => photo.TryGetProperty(key, out var list)
        ? [.. list.EnumerateArray().Select(c => (c.GetProperty("class_index").GetInt32(), c.GetProperty("probability").GetDouble()))]
        : [];
}
