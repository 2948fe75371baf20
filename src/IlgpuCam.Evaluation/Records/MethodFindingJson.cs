using System.Collections.Immutable;
using System.Text.Json;
using IlgpuCam.Evaluation.Faithfulness;

namespace IlgpuCam.Evaluation.Records;

/// <summary>What methods say about a photo as JSON, an object a method.</summary>
internal static class MethodFindingJson
{
    internal static void Write(Utf8JsonWriter json, ImmutableArray<MethodFinding> methods)
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
                json.WriteNumber("ms", method.Milliseconds);
                RecordJson.WriteFindings(json, "predictions", method.Best is { } best ? [best] : []);
                RecordJson.WriteFindings(json, "classes", method.Asked);
                RecordJson.WriteCurves(json, method.Curves);
                if (method.Faithfulness is { } faithfulness)
                {
                    Write(json, faithfulness);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    internal static ImmutableArray<MethodFinding> Read(JsonElement record) => !record.TryGetProperty("methods", out var methods) ? [] :
    [
        .. methods.EnumerateObject().Select(m => new MethodFinding(m.Name)
        {
            Error = m.Value.TryGetProperty("error", out var error) ? error.GetString() : null,
            Milliseconds = m.Value.TryGetProperty("ms", out var time) ? time.GetDouble() : 0,
            Best = RecordJson.ReadFindings(m.Value, "predictions") is [var best, ..] ? best : null,
            Asked = RecordJson.ReadFindings(m.Value, "classes"),
            Curves = RecordJson.ReadCurves(m.Value),
            Faithfulness = m.Value.TryGetProperty("faithfulness", out var measured) ? ReadFaithfulness(measured) : null,
        }),
    ];

    private static void Write(Utf8JsonWriter json, PhotoFaithfulness measured)
    {
        json.WriteStartObject("faithfulness");
        json.WriteNumber("confidence", measured.Confidence);
        json.WriteNumber("masked", measured.Masked);
        RecordJson.WriteArray(json, "deletion", [.. measured.Deletion]);
        RecordJson.WriteArray(json, "insertion", [.. measured.Insertion]);
        RecordJson.WriteArray(json, "road_most_relevant_first", [.. measured.MostRelevantFirst]);
        RecordJson.WriteArray(json, "road_least_relevant_first", [.. measured.LeastRelevantFirst]);
        json.WriteEndObject();
    }

    private static PhotoFaithfulness ReadFaithfulness(JsonElement element)
    {
        ImmutableArray<double> Curve(string name) => [.. RecordJson.Numbers(element, name)];
        var measured = new PhotoFaithfulness(
            element.GetProperty("confidence").GetDouble(), element.GetProperty("masked").GetDouble(),
            Curve("deletion"), Curve("insertion"), Curve("road_most_relevant_first"), Curve("road_least_relevant_first"));
        return measured.Deletion.Length >= 2 && measured.Deletion.Length == measured.Insertion.Length && measured.MostRelevantFirst.Length == measured.LeastRelevantFirst.Length
            ? measured
            : throw new FormatException("curves of deletion, insertion and ROAD in pairs of one length were expected");
    }
}
