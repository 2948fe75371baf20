using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The result of an evaluation as JSON: settings, summary, classes, and a record an image.</summary>
/// <param name="settings">What decided about the records.</param>
/// <param name="records">The records in the order of the photos.</param>
/// <param name="summary">The figures.</param>
/// <param name="tolerance">The tolerance of point localisation.</param>
/// <param name="labelOf">The name of a class.</param>
internal sealed class EvaluationReport(
    ImmutableSortedDictionary<string, string> settings, IReadOnlyList<PhotoRecord> records, EvaluationSummary summary, double tolerance, Func<int, string> labelOf)
{
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

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
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

        WriteNumber(json, "mean_average_precision", summary.MeanAveragePrecision);
        WriteNumber(json, "point_localization_mean_average_precision", summary.MeanPointAveragePrecision);
        json.WriteNumber("tolerance", tolerance);
        json.WriteNumber("photos", summary.Photos);
        json.WriteNumber("failed", summary.Failed);
        json.WriteNumber("without_known_class", summary.WithoutClass);
        json.WriteNumber("without_box", summary.WithoutBox);
        json.WriteNumber("with_problems", summary.WithProblems);
        json.WriteNumber("with_classes_the_model_lacks", summary.WithUnknownClasses);
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
