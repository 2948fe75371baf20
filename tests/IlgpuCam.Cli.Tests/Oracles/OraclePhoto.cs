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
    /// <param name="found">What we found.</param>
    internal void AssertClasses(IReadOnlyList<FoundClass> found)
    {
        Assert.Equal(Top5[0].Class, found[0].Index);
        Assert.InRange(found[0].Probability, Top5[0].Probability - 0.02, Top5[0].Probability + 0.02);

        // A class of almost the fifth's probability may take its place.
        var allowed = Next.Where(n => Top5[4].Probability - n.Probability <= 1e-3).Select(n => n.Class).ToHashSet();
        var ours = found.Take(5).Select(f => f.Index).ToHashSet();
        var missing = Top5.Select(t => t.Class).Where(c => !ours.Contains(c)).ToArray();
        var extra = ours.Where(c => Top5.All(t => t.Class != c)).ToArray();
        Assert.True(missing.Length <= 1 && extra.All(allowed.Contains), $"{Name}: {string.Join(", ", missing)} replaced by {string.Join(", ", extra)}");
    }

    /// <summary>The overlap of our box with the reference's.</summary>
    /// <param name="found">What we found.</param>
    internal double Overlap(IReadOnlyList<FoundClass> found) => found[0].Box is { } box ? Box.IntersectionOverUnion(box) : 0;

    /// <summary>A box of four numbers, or null.</summary>
    internal static PixelBox? ReadBox(JsonElement box) => box.ValueKind == JsonValueKind.Array && box.EnumerateArray().Select(v => v.GetInt32()).ToArray() is [var x0, var y0, var x1, var y1]
        ? new(x0, y0, x1, y1)
        : null;

    /// <summary>Asserts that every photo gives the classes of the reference, and a box that overlaps its box by 0.97, all but some by more.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="find">Finds the classes in one.</param>
    /// <param name="most">The overlap that most have.</param>
    /// <param name="exceptions">How many may have less.</param>
    internal static void Check(IReadOnlyList<OraclePhoto> photos, Func<OraclePhoto, IReadOnlyList<FoundClass>> find, double most, int exceptions)
    {
        var overlaps = new List<double>();
        foreach (var photo in photos)
        {
            var found = find(photo);
            photo.AssertClasses(found);
            overlaps.Add(photo.Overlap(found));
            Assert.True(overlaps[^1] >= 0.97, $"{photo.Name}: box {found[0].Box}, reference {photo.Box}");
        }

        Assert.True(overlaps.Count(o => o < most) <= exceptions, $"overlaps below {most}: {string.Join(", ", overlaps.Where(o => o < most))}");
    }

    private static OraclePhoto One(string name, JsonElement photo) =>
        new(name, Classes(photo, "top5"), Classes(photo, "next"), ReadBox(photo.GetProperty("box_20_percent"))!.Value);

    private static (int Class, double Probability)[] Classes(JsonElement photo, string key) => photo.TryGetProperty(key, out var list)
        ? [.. list.EnumerateArray().Select(c => (c.GetProperty("class_index").GetInt32(), c.GetProperty("probability").GetDouble()))]
        : [];
}
