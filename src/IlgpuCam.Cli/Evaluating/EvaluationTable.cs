using System.Globalization;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The figures for a person to read.</summary>
internal static class EvaluationTable
{
    private const int MostClasses = 30;
    private const int MostPhotos = 20;
    private const int NameWidth = 40;
    private static readonly string[] Overlaps = ["0.3", "0.5", "0.7"];

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["top1_classification"] = "top-1 classification",
        ["top5_classification"] = "top-5 classification",
        ["top1_localization"] = "top-1 localisation",
        ["top5_localization"] = "top-5 localisation",
        ["gt_known_localization"] = "GT-known localisation",
        ["gt_known_localization_single"] = "GT-known, one object",
        ["pointing_game"] = "pointing game",
        ["point_localization"] = "point localisation",
    };

    internal static void Write(
        TextWriter output, IReadOnlyList<PhotoRecord> records, EvaluationSummary summary, IReadOnlyList<MethodSummary> methods, int worst, Func<int, string> labelOf)
    {
        string[] heads = ["", "right %", "95 %", "error %", "photos"];
        Write(output, heads, [.. summary.Rates.Select(Row), .. CurveRows(summary.Curves)], texts: 1);
        Means(output, summary);
        if (summary.Classes.Length > 1)
        {
            Classes(output, summary, labelOf);
        }

        if (methods.Count > 0)
        {
            MethodTable.Write(output, methods);
        }

        if (worst > 0)
        {
            Worst(output, methods.Count > 0 ? methods[0].Localization : summary, worst);
        }

        Counts(output, records, summary);
    }

    private static string[] Row(Rate rate) =>
        [Names.GetValueOrDefault(rate.Key, rate.Key), Percent(rate.Value), Range(rate.Interval, 100), Percent(1 - rate.Value), rate.Outcomes.Length.ToString(CultureInfo.InvariantCulture)];

    private static IEnumerable<string[]> CurveRows(CurveSummary curves)
    {
        string[] Row(string name, double percent, string range, int photos) => [name, Percent(percent / 100), range, string.Empty, photos.ToString(CultureInfo.InvariantCulture)];
        var (boxes, pixels) = (curves.Boxes, curves.Pixels);
        if (boxes.Photos > 0)
        {
            yield return Row("MaxBoxAcc", boxes.MaxBoxAcc, Range(curves.MaxBoxAccInterval, 1), boxes.Photos);
            yield return Row("MaxBoxAccV2", boxes.MaxBoxAccV2, Range(curves.MaxBoxAccV2Interval, 1), boxes.Photos);
            foreach (var (overlap, value) in Overlaps.Zip(boxes.ByOverlap))
            {
                yield return Row($"  at IoU {overlap}", value, string.Empty, boxes.Photos);
            }
        }

        if (pixels.Photos > 0)
        {
            yield return Row("PxAP", pixels.PxAP, Range(curves.PixelInterval, 1), pixels.Photos);
        }
    }

    private static string Range(Interval interval, double scale) => double.IsNaN(interval.Low)
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{scale * interval.Low:0.0} - {scale * interval.High:0.0}");

    private static void Means(TextWriter output, EvaluationSummary summary)
    {
        if (summary.Classes.Length > 1 && !double.IsNaN(summary.MeanAveragePrecision))
        {
            output.WriteLine($"mean average precision {Percent(summary.MeanAveragePrecision)} %, of point localisation {Percent(summary.MeanPointAveragePrecision)} %");
        }
    }

    private static void Classes(TextWriter output, EvaluationSummary summary, Func<int, string> labelOf)
    {
        string[] heads = ["class", "photos", "top-1 %", "top-5 %", "GT-known %", "mean IoU", "pointing %", "AP %", "point AP %"];
        var rows = summary.Classes.OrderBy(c => c.GtKnown).ThenBy(c => c.Class).Take(MostClasses).Select(c => new[]
        {
            labelOf(c.Class), c.Photos.ToString(CultureInfo.InvariantCulture), Percent(c.Top1), Percent(c.Top5), Percent(c.GtKnown), Overlap(c.Overlap), Percent(c.Pointing),
            Percent(c.AveragePrecision), Percent(c.PointAveragePrecision),
        });
        output.WriteLine();
        Write(output, heads, [.. rows], texts: 1);
        if (summary.Classes.Length > MostClasses)
        {
            output.WriteLine($"and {summary.Classes.Length - MostClasses} classes that are localised better");
        }
    }

    private static void Worst(TextWriter output, EvaluationSummary summary, int count)
    {
        var rows = summary.Worst(count).Select(r => r.Known is var (box, overlap)
            ? new[] { r.Image, box?.ToString() ?? "no box", string.Join(' ', r.Objects.Take(3).Select(o => o.Box)), Overlap(overlap) }
            : []).ToArray();
        if (rows.Length > 0)
        {
            output.WriteLine();
            Write(output, ["worst localised", "box", "true boxes", "IoU"], rows, texts: 3);
        }
    }

    private static void Counts(TextWriter output, IReadOnlyList<PhotoRecord> records, EvaluationSummary summary)
    {
        output.WriteLine();
        output.WriteLine(
            $"{summary.Photos} photos, {summary.Images} count; {summary.Failed} failed, {summary.WithoutClass} without a class that the model has, {summary.WithoutBox} without a box, "
            + $"{summary.WithWarnings} with a fault in the file that was passed over, {summary.WithProblems} with a fault in the annotation, {summary.WithUnknownClasses} with a class that the model lacks");
        var faults = records.SelectMany(r => r.Problems.Concat(r.Warnings.Select(w => $"{r.Image}: {w}")).Concat(r.Unknown.Select(n => $"{r.Image}: the model lacks the class '{n}'.")).Concat(r.Error is null ? [] : [$"{r.Image}: {r.Error}"]));
        var (shown, left) = (0, 0);
        foreach (var fault in faults)
        {
            if (shown < MostPhotos)
            {
                shown++;
                output.WriteLine($"  {fault}");
            }
            else
            {
                left++;
            }
        }

        if (left > 0)
        {
            output.WriteLine($"  and {left} more; --json lists them all");
        }
    }

    private static void Write(TextWriter output, string[] heads, string[][] rows, int texts)
    {
        var widths = TextTable.Widths(heads, rows);
        widths[0] = Math.Min(widths[0], NameWidth);
        foreach (var line in TextTable.Lines(heads, rows, widths, texts))
        {
            output.WriteLine(line.TrimEnd());
        }
    }

    private static string Percent(double share) => double.IsNaN(share) ? "-" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Overlap(double value) => double.IsNaN(value) ? "-" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
