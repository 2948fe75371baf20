using System.Globalization;
using IlgpuCam.Localize;

namespace IlgpuCam.Localisation;

/// <summary>One way from a map to a box.</summary>
/// <param name="Percentile">What the threshold is a share of.</param>
/// <param name="Threshold">The share.</param>
internal sealed record BoxRule(double Percentile, double Threshold)
{
    /// <summary>All that the study tries.</summary>
    internal static BoxRule[] All { get; } =
    [
        .. Grid(100, 0.05, 0.3, 0.025), .. Grid(95, 0.15, 0.45, 0.05), .. Grid(90, 0.2, 0.6, 0.05), .. Grid(85, 0.35, 0.75, 0.05),
    ];

    internal LocalizerOptions Options => new() { Percentile = Percentile, Threshold = Threshold };

    internal string Name => string.Create(CultureInfo.InvariantCulture, $"{Threshold:0.###} of {(Percentile == 100 ? "the maximum" : $"the {Percentile}th percentile")}");

    private static IEnumerable<BoxRule> Grid(double percentile, double from, double to, double by)
    {
        for (var step = 0; from + (step * by) < to + 0.001; step++)
        {
            yield return new(percentile, Math.Round(from + (step * by), 3));
        }
    }
}
