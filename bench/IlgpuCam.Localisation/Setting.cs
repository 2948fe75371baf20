using IlgpuCam.Explain;

namespace IlgpuCam.Localisation;

/// <summary>One way from a photo to a map, what it cost, and which photos each rule localises in its map.</summary>
/// <param name="Views">The views; null for the model's own way.</param>
/// <param name="Milliseconds">A photo's processor time, one thread, resampling, forward passes and map.</param>
/// <param name="Hits">For each of <see cref="BoxRule.All"/> and each photo, whether the overlap is at least 0.5.</param>
internal sealed record Setting(MapViews? Views, double Milliseconds, bool[][] Hits)
{
    internal string Name => Views is null ? "one pass" : $"{string.Join(" + ", Views.Scales)}{(Views.TenCrop ? "ten crops" : Views.Flip ? ", mirrored too" : string.Empty)}";

    internal int Forwards => Views?.Count ?? 1;

    /// <summary>How many photos of one fold a rule localises.</summary>
    /// <param name="rule">The rule's place.</param>
    /// <param name="fold">0 or 1 for every second photo; null for all.</param>
    internal int Count(int rule, int? fold) => Hits[rule].Where((hit, photo) => hit && (fold is null || photo % 2 == fold)).Count();

    /// <summary>The best rule on a fold; of equal ones the middle one, which is farthest from where the figure falls.</summary>
    internal int Best(IReadOnlyList<int> rules, int? fold)
    {
        var most = rules.Max(r => Count(r, fold));
        var best = rules.Where(r => Count(r, fold) == most).ToArray();
        return best[best.Length / 2];
    }
}
