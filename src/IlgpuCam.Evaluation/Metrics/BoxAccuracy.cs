using System.Collections.Immutable;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>
/// MaxBoxAcc and MaxBoxAccV2 of the WSOL benchmark (Choe et al. 2020): the share of photos that are localised, at the threshold that is best for the whole set. The figures follow from the
/// photos' shares alone, in any order, so that parts of a set can be judged apart and merged.
/// </summary>
public sealed class BoxAccuracy
{
    private readonly List<BoxShare> _shares = [];

    /// <summary>The photos so far.</summary>
    public int Photos => _shares.Count;

    /// <summary>The photos' shares, in the order in which they came.</summary>
    public IReadOnlyList<BoxShare> Shares => _shares;

    /// <summary>The share of photos in per cent at the best threshold, the largest contour's box at an overlap of 0.5; NaN without photos.</summary>
    public double MaxBoxAcc => Best(Curve(s => s.Single));

    /// <summary>The mean over the overlaps 0.3, 0.5 and 0.7 of the share in per cent at the best threshold of each, with the boxes of all contours.</summary>
    public double MaxBoxAccV2 => ByOverlap.Average();

    /// <summary>The shares in per cent that <see cref="MaxBoxAccV2"/> averages: at 0.3, 0.5 and 0.7.</summary>
    public ImmutableArray<double> ByOverlap => [Best(Curve(s => s.At30)), Best(Curve(s => s.At50)), Best(Curve(s => s.At70))];

    /// <summary>The share of photos in per cent at each of the hundred thresholds.</summary>
    /// <param name="part">Which box and which overlap.</param>
    public ImmutableArray<double> Curve(Func<BoxShare, ThresholdBits> part) => ThresholdCurve.Of(_shares.Select(part));

    /// <summary>Adds a photo.</summary>
    /// <param name="share">What it contributes.</param>
    public void Add(BoxShare share) => _shares.Add(share);

    /// <summary>Judges a photo.</summary>
    /// <param name="map">The map of its class.</param>
    /// <param name="placement">Where the network's input lies on the photo.</param>
    /// <param name="boxes">The true boxes of that class in pixels of the photo, at least one.</param>
    public static BoxShare Judge(ActivationMap map, Placement placement, IReadOnlyList<TrueBox> boxes)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(boxes);
        var (scaleX, scaleY) = ((double)ScoreMap.Side / placement.PhotoWidth, (double)ScoreMap.Side / placement.PhotoHeight);
        var truth = boxes.Select(b => new PixelBox((int)(b.X0 * scaleX), (int)(b.Y0 * scaleY), (int)(b.X1 * scaleX), (int)(b.Y1 * scaleY))).ToArray();
        using var grey = ScoreMap.Grey(map, placement);
        return BoxJudgement.Judge(grey, truth);
    }

    private static double Best(ImmutableArray<double> curve) => curve.Max();
}
