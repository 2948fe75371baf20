using System.Collections.Immutable;
using System.Text.Json;
using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The figures of methods as JSON, an object a method.</summary>
internal static class MethodReport
{
    internal static void Write(Utf8JsonWriter json, ImmutableArray<MethodSummary> methods)
    {
        json.WriteStartObject("methods");
        foreach (var method in methods)
        {
            json.WriteStartObject(method.Method);
            if (method.Error is not null)
            {
                json.WriteString("error", method.Error);
            }
            else
            {
                Write(json, method);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MethodSummary method)
    {
        foreach (var (key, value) in MethodTable.Figures(method))
        {
            EvaluationReport.WriteNumber(json, key, value);
        }

        json.WriteStartObject("intervals_95");
        foreach (var rate in method.Rates.Concat(method.Faithfulness?.Figures ?? []))
        {
            EvaluationReport.WriteInterval(json, rate.Key, rate.Interval);
        }

        json.WriteEndObject();
        json.WriteStartObject("curves");
        foreach (var (name, _, values) in EvaluationChart.BoxCurves(method.Localization.Curves))
        {
            WriteCurve(json, name, values);
        }

        if (method.Faithfulness is { } measured)
        {
            WriteCurve(json, "deletion", measured.Deletion);
            WriteCurve(json, "insertion", measured.Insertion);
            WriteCurve(json, "road_most_relevant_first", measured.MostRelevantFirst);
            WriteCurve(json, "road_least_relevant_first", measured.LeastRelevantFirst);
        }

        json.WriteEndObject();
    }

    private static void WriteCurve(Utf8JsonWriter json, string name, ImmutableArray<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
