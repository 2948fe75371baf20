using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The result of an evaluation as JSON: settings, summary, classes, and a record an image.</summary>
/// <param name="settings">What decided about the records.</param>
/// <param name="records">The records in the order of the photos.</param>
/// <param name="summary">The figures.</param>
/// <param name="methods">The figures of methods; none for class activation mapping alone.</param>
/// <param name="tolerance">The tolerance of point localisation.</param>
/// <param name="labelOf">The name of a class.</param>
internal sealed class EvaluationReport(
    ImmutableSortedDictionary<string, string> settings,
    IReadOnlyList<PhotoRecord> records,
    EvaluationSummary summary,
    ImmutableArray<MethodSummary> methods,
    double tolerance,
    Func<int, string> labelOf)
{
    // Of MaxBoxAccV2, in per cent.
    private static readonly string[] Overlaps = ["30", "50", "70"];

    internal void Write(Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WritePropertyName("settings");
            SettingsJson.Write(json, settings);
            Break(json, stream);
            WriteSummary(json);
            Break(json, stream);
            WriteThresholds(json);
            if (!methods.IsEmpty)
            {
                Break(json, stream);
                MethodReport.Write(json, methods);
            }

            Break(json, stream);
            WriteClasses(json);
            json.WriteStartArray("images");
            foreach (var record in records)
            {
                Break(json, stream);
                RecordJson.Write(json, record);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    // Keeps the writer's memory small, and lines apart for people.
    private static void Break(Utf8JsonWriter json, Stream stream)
    {
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <summary>A number, or null where it is none.</summary>
    internal static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void WriteSummary(Utf8JsonWriter json)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("images", summary.Images);
        foreach (var rate in summary.Rates)
        {
            if (rate.Key == "gt_known_localization_single")
            {
                json.WriteNumber("single_object_images", summary.SingleObjectImages);
            }

            WriteNumber(json, rate.Key, rate.Value);
        }

        WriteCurves(json);
        WriteNumber(json, "mean_average_precision", summary.MeanAveragePrecision);
        WriteNumber(json, "point_localization_mean_average_precision", summary.MeanPointAveragePrecision);
        json.WriteNumber("tolerance", tolerance);
        json.WriteNumber("photos", summary.Photos);
        json.WriteNumber("failed", summary.Failed);
        json.WriteNumber("without_known_class", summary.WithoutClass);
        json.WriteNumber("without_box", summary.WithoutBox);
        json.WriteNumber("with_problems", summary.WithProblems);
        json.WriteNumber("with_warnings", summary.WithWarnings);
        json.WriteNumber("with_classes_the_model_lacks", summary.WithUnknownClasses);
        WriteIntervals(json);
        json.WriteEndObject();
    }

    private void WriteCurves(Utf8JsonWriter json)
    {
        var boxes = summary.Curves.Boxes;
        if (boxes.Photos > 0)
        {
            WriteNumber(json, "MaxBoxAcc", boxes.MaxBoxAcc);
            WriteNumber(json, "MaxBoxAccV2", boxes.MaxBoxAccV2);
            json.WriteStartObject("MaxBoxAccV2_by_iou");
            foreach (var (name, value) in Overlaps.Zip(boxes.ByOverlap))
            {
                WriteNumber(json, name, value);
            }

            json.WriteEndObject();
        }

        if (summary.Curves.Pixels.Photos > 0)
        {
            WriteNumber(json, "PxAP", summary.Curves.Pixels.PxAP);
        }
    }

    private void WriteIntervals(Utf8JsonWriter json)
    {
        json.WriteStartObject("intervals_95");
        foreach (var rate in summary.Rates)
        {
            WriteInterval(json, rate.Key, rate.Interval);
        }

        if (summary.Curves.Boxes.Photos > 0)
        {
            WriteInterval(json, "MaxBoxAcc", summary.Curves.MaxBoxAccInterval);
            WriteInterval(json, "MaxBoxAccV2", summary.Curves.MaxBoxAccV2Interval);
        }

        if (summary.Curves.Pixels.Photos > 0)
        {
            WriteInterval(json, "PxAP", summary.Curves.PixelInterval);
        }

        json.WriteEndObject();
    }

    /// <summary>An interval as an array of two.</summary>
    internal static void WriteInterval(Utf8JsonWriter json, string name, Interval interval)
    {
        json.WriteStartArray(name);
        foreach (var end in new[] { interval.Low, interval.High })
        {
            if (double.IsFinite(end))
            {
                json.WriteNumberValue(end);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }

    // The share of photos in per cent that are right at the thresholds 0, 0.01 ... 0.99.
    private void WriteThresholds(Utf8JsonWriter json)
    {
        json.WriteStartObject("curves");
        foreach (var (name, _, values) in EvaluationChart.BoxCurves(summary.Curves))
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteClasses(Utf8JsonWriter json)
    {
        json.WriteStartArray("classes");
        foreach (var item in summary.Classes)
        {
            json.WriteStartObject();
            json.WriteNumber("class", item.Class);
            json.WriteString("label", labelOf(item.Class));
            json.WriteNumber("images", item.Photos);
            WriteNumber(json, "top1_classification", item.Top1);
            WriteNumber(json, "top5_classification", item.Top5);
            WriteNumber(json, "gt_known_localization", item.GtKnown);
            WriteNumber(json, "mean_iou", item.Overlap);
            WriteNumber(json, "pointing_game", item.Pointing);
            WriteNumber(json, "point_localization", item.Point);
            WriteNumber(json, "average_precision", item.AveragePrecision);
            WriteNumber(json, "point_localization_average_precision", item.PointAveragePrecision);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
