namespace IlgpuCam.Evaluation.Metrics;

/// <summary>
/// PxAP of the WSOL benchmark (Choe et al. 2020): the area under the curve of pixel precision against pixel recall, of all photos' pixels together, over the thresholds 0, 0.001 ... 1.
/// Sums of whole numbers, so that the order of photos and the way a set is cut into parts do not matter.
/// </summary>
public sealed class PixelPrecision
{
    private readonly long[] _object = new long[PixelShare.Bins];
    private readonly long[] _background = new long[PixelShare.Bins];

    /// <summary>The photos so far.</summary>
    public int Photos { get; private set; }

    /// <summary>The area under the curve in per cent; NaN where no photo has an object's pixel.</summary>
    public double PxAP
    {
        get
        {
            var area = 0.0;
            var last = 0.0;
            foreach (var (precision, recall) in Curve().Skip(1))
            {
                area += precision * (recall - last);
                last = recall;
            }

            return _object.Sum() == 0 ? double.NaN : 100 * area;
        }
    }

    /// <summary>Adds a photo.</summary>
    /// <param name="share">What it contributes.</param>
    public void Add(PixelShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        Photos++;
        for (var i = 0; i < PixelShare.Bins; i++)
        {
            _object[i] += share.Object[i];
            _background[i] += share.Background[i];
        }
    }

    /// <summary>Precision and recall, from nothing found (recall 0) over the threshold 1 down to the threshold 0; the precision where nothing is found is 1.</summary>
    public IReadOnlyList<(double Precision, double Recall)> Curve()
    {
        var curve = new List<(double, double)>(PixelShare.Bins + 1) { (1, 0) };
        var total = Math.Max(_object.Sum(), 1);
        var (right, wrong) = (0L, 0L);
        for (var i = PixelShare.Bins - 1; i >= 0; i--)
        {
            right += _object[i];
            wrong += _background[i];
            curve.Add((right + wrong == 0 ? 1 : (double)right / (right + wrong), (double)right / total));
        }

        return curve;
    }
}
