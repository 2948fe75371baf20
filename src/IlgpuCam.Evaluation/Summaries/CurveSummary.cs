using System.Collections.Immutable;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Evaluation.Summaries;

/// <summary>The figures of the WSOL benchmark, from what the photos add to its curves.</summary>
public sealed class CurveSummary
{
    // Above this, fewer resamples keep the bootstrap from taking minutes.
    private const int ManyPhotos = 10_000;
    private const int FewResamples = 200;

    private readonly ImmutableArray<PixelShare> _pixelShares;
    private readonly Lazy<Interval[]> _boxIntervals;
    private readonly Lazy<Interval> _pixelInterval;

    /// <summary>Reads the shares of all records.</summary>
    /// <param name="records">The records.</param>
    /// <exception cref="JournalException">A share is damaged.</exception>
    public CurveSummary(IEnumerable<PhotoRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var thresholds = new List<ThresholdBits>();
        var pixels = ImmutableArray.CreateBuilder<PixelShare>();
        foreach (var record in records)
        {
            foreach (var (curve, data) in record.Curves)
            {
                try
                {
                    if (curve.StartsWith(CurveShares.Boxes, StringComparison.Ordinal))
                    {
                        Boxes.Add(BoxShare.Parse(data));
                    }
                    else if (curve.StartsWith(CurveShares.Thresholds, StringComparison.Ordinal))
                    {
                        thresholds.Add(ThresholdBits.Parse(data));
                    }
                    else if (curve.StartsWith(CurveShares.Pixels, StringComparison.Ordinal))
                    {
                        pixels.Add(PixelShare.Parse(data));
                        Pixels.Add(pixels[^1]);
                    }
                }
                catch (FormatException e)
                {
                    throw new JournalException($"{record.Image}: the record's {curve} is damaged: {e.Message.TrimEnd('.')}.", e);
                }
            }
        }

        _pixelShares = pixels.ToImmutable();
        Thresholds = thresholds.Count == 0 ? [] : ThresholdCurve.Of(thresholds);
        _boxIntervals = new(() => Bootstrap.OfSeveral(Boxes.Photos, 2, new ResampledBoxAccuracy(Boxes.Shares).Find, resamples: Resamples(Boxes.Photos)));
        _pixelInterval = new(FindPixelInterval);
    }

    /// <summary>MaxBoxAcc and MaxBoxAccV2.</summary>
    public BoxAccuracy Boxes { get; } = new();

    /// <summary>PxAP.</summary>
    public PixelPrecision Pixels { get; } = new();

    /// <summary>The share of photos in per cent whose boxes, made as the run makes them, are right at each of the hundred thresholds; empty where they were not judged.</summary>
    public ImmutableArray<double> Thresholds { get; }

    /// <summary>The 95 % interval of MaxBoxAcc.</summary>
    public Interval MaxBoxAccInterval => _boxIntervals.Value[0];

    /// <summary>The 95 % interval of MaxBoxAccV2.</summary>
    public Interval MaxBoxAccV2Interval => _boxIntervals.Value[1];

    /// <summary>The 95 % interval of PxAP.</summary>
    public Interval PixelInterval => _pixelInterval.Value;

    private Interval FindPixelInterval() => Bootstrap.Of(
        _pixelShares.Length,
        sample =>
        {
            var resampled = new PixelPrecision();
            foreach (var photo in sample)
            {
                resampled.Add(_pixelShares[photo]);
            }

            return resampled.PxAP;
        },
        resamples: FewResamples);

    private static int Resamples(int photos) => photos > ManyPhotos ? FewResamples : Bootstrap.DefaultResamples;
}
