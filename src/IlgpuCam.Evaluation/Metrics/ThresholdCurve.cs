using System.Collections.Immutable;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>How many photos are localised at each threshold 0, 0.01 ... 0.99, with the boxes that <see cref="Localizer"/> makes.</summary>
public static class ThresholdCurve
{
    /// <summary>The thresholds at which a box of a photo has an overlap of at least 0.5 with a true box.</summary>
    /// <param name="map">The map of the class.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="options">How boxes are made; its threshold is the one that is varied.</param>
    /// <param name="boxes">The true boxes of the class.</param>
    public static ThresholdBits Judge(ActivationMap map, Placement placement, LocalizerOptions options, IReadOnlyList<TrueBox> boxes)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(boxes);
        var result = default(ThresholdBits);
        for (var t = 0; t < ThresholdBits.Count; t++)
        {
            Localizer.Locate(map, placement, options with { Threshold = t * 0.01 }, out var found);
            result = result.With(t, found.Any(f => boxes.Any(b => b.IntersectionOverUnion(f) >= 0.5)));
        }

        return result;
    }

    /// <summary>The share of photos in per cent at each threshold; NaN without photos.</summary>
    /// <param name="photos">What the photos contribute.</param>
    public static ImmutableArray<double> Of(IEnumerable<ThresholdBits> photos)
    {
        ArgumentNullException.ThrowIfNull(photos);
        var counts = new ThresholdCounts();
        foreach (var photo in photos)
        {
            counts.Add(photo);
        }

        return [.. Enumerable.Range(0, ThresholdBits.Count).Select(t => 100.0 * counts[t] / counts.Photos)];
    }
}
