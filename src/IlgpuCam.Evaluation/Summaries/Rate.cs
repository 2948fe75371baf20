using System.Collections.Immutable;
using IlgpuCam.Evaluation.Metrics;

namespace IlgpuCam.Evaluation.Summaries;

/// <summary>A share of photos, with what each of them contributed.</summary>
/// <param name="Key">Its name in the results, such as <c>gt_known_localization</c>.</param>
/// <param name="Outcomes">A number from 0 to 1 for each photo that counts.</param>
public sealed record Rate(string Key, ImmutableArray<double> Outcomes)
{
    /// <summary>The 95 % interval by bootstrap; NaN where no photo counts.</summary>
    public Interval Interval => Found?.Value ?? Bootstrap.OfMean(Outcomes.AsSpan());

    /// <summary>The same interval where it comes with those of other rates; null where it is found alone.</summary>
    internal Lazy<Interval>? Found { get; init; }

    /// <summary>The mean; NaN where no photo counts.</summary>
    public double Value => Outcomes.IsEmpty ? double.NaN : Outcomes.Sum() / Outcomes.Length;
}
