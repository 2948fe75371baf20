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
    private const int Last = ScoreMap.Side - 1;
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
        var scores = ScoreMap.Of(map.Values, map.Height, map.Width, placement);
        var grey = Array.ConvertAll(scores, s => (byte)(s * 255));
        var (scaleX, scaleY) = ((double)ScoreMap.Side / placement.PhotoWidth, (double)ScoreMap.Side / placement.PhotoHeight);
        var truth = boxes.Select(b => new PixelBox((int)(b.X0 * scaleX), (int)(b.Y0 * scaleY), (int)(b.X1 * scaleX), (int)(b.Y1 * scaleY))).ToArray();
        return Judge(grey, truth);
    }

    private static BoxShare Judge(byte[] grey, PixelBox[] truth)
    {
        var maximum = grey.Max();
        var share = default(BoxShare);
        for (var t = 0; t < ThresholdBits.Count; t++)
        {
            var cut = (int)(t * 0.01 * maximum);
            // An empty mask counts as a box at the corner.
            var contours = Contours.FindAbove((byte)cut, grey, ScoreMap.Side, ScoreMap.Side).DefaultIfEmpty();
            var single = Overlap(contours.MaxBy(c => c.Area), truth);
            var any = contours.Max(c => Overlap(c, truth));
            share = new(share.Single.With(t, single >= 0.5), share.At30.With(t, any >= 0.3), share.At50.With(t, any >= 0.5), share.At70.With(t, any >= 0.7));
        }

        return share;
    }

    private static double Overlap(Contour contour, PixelBox[] truth)
    {
        var bounds = contour.Bounds;
        var box = new PixelBox(bounds.X0, bounds.Y0, Math.Min(bounds.X1, Last), Math.Min(bounds.Y1, Last));
        return truth.Max(t => Overlap(box, t));
    }

    // Both ends count as inside.
    private static double Overlap(PixelBox first, PixelBox second) => Closed(first).IntersectionOverUnion(Closed(second));

    private static PixelBox Closed(PixelBox box) => new(box.X0, box.Y0, box.X1 + 1, box.Y1 + 1);

    private static double Best(ImmutableArray<double> curve) => curve.Max();
}
