using System.Globalization;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Explain;
using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Records;

/// <summary>What a photo adds to the curves over thresholds, a share for each of its classes that has boxes or masks.</summary>
public static class CurveShares
{
    /// <summary>How the shares of boxes are named; behind it stands the class.</summary>
    internal const string Boxes = "box_accuracy.";

    /// <summary>How the shares of masks are named.</summary>
    internal const string Pixels = "pixel_precision.";

    /// <summary>How the shares of the boxes of <see cref="Localizer"/> are named.</summary>
    internal const string Thresholds = "threshold.";

    /// <summary>Adds the shares to a record.</summary>
    /// <param name="record">The record, with its truth.</param>
    /// <param name="sample">The photo's annotation.</param>
    /// <param name="mapOf">The map of a class.</param>
    /// <param name="placement">Where the maps lie on the photo.</param>
    /// <param name="varied">How the boxes are made that are judged at every threshold, too; null for none, since a hundred localisations are more work than all the rest.</param>
    public static PhotoRecord AddTo(PhotoRecord record, Sample sample, Func<int, ActivationMap> mapOf, Placement placement, LocalizerOptions? varied = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(mapOf);
        var curves = record.Curves.ToBuilder();
        foreach (var index in record.Labels)
        {
            var boxes = record.Objects.Where(o => o.Class == index).Select(o => o.Box).ToArray();
            if (boxes.Length > 0)
            {
                curves.Add(new(Boxes + index.ToString(CultureInfo.InvariantCulture), BoxAccuracy.Judge(mapOf(index), placement, boxes).ToString()));
                if (varied is not null)
                {
                    curves.Add(new(Thresholds + index.ToString(CultureInfo.InvariantCulture), ThresholdCurve.Judge(mapOf(index), placement, varied, boxes).ToString()));
                }
            }
        }

        record = record with { Curves = curves.ToImmutable() };
        return sample.Masks is { } masks && record.Labels is [var only] ? AddMask(record, only, masks, mapOf(only), placement) : record;
    }

    private static PhotoRecord AddMask(PhotoRecord record, int index, MaskAnnotation masks, ActivationMap map, Placement placement)
    {
        try
        {
            var (pixels, ignored) = MaskPictures.Load(masks);
            var scores = ScoreMap.Of(map.Values, map.Height, map.Width, placement);
            var share = PixelShare.Judge(scores, pixels, ignored);
            return record with { Curves = record.Curves.Add(new(Pixels + index.ToString(CultureInfo.InvariantCulture), share.ToString())) };
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return record with { Problems = record.Problems.Add($"{record.Image}: the mask cannot be read: {e.Message}") };
        }
    }
}
