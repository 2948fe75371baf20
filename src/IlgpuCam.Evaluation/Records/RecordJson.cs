using System.Collections.Immutable;
using System.Text.Json;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Records;

/// <summary>Records as JSON: the same in the journal, in the results and in what is merged. Every number comes back as the one that was written.</summary>
public static class RecordJson
{
    /// <summary>Writes a record, together with fields for readers that follow from the others: top5, box, iou, top5_iou.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="record">The record.</param>
    public static void Write(Utf8JsonWriter json, PhotoRecord record)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(record);
        json.WriteStartObject();
        json.WriteNumber("index", record.Index);
        json.WriteString("image", record.Image);
        if (record.Error is not null)
        {
            json.WriteString("error", record.Error);
        }

        WriteTexts(json, "problems", record.Problems);
        WriteTexts(json, "warnings", record.Warnings);
        WriteTexts(json, "unknown_classes", record.Unknown);
        if (record.Width > 0)
        {
            WriteArray(json, "size", record.Width, record.Height);
        }

        WriteArray(json, "labels", [.. record.Labels]);
        WriteObjects(json, record.Objects);
        if (!record.Top.IsEmpty)
        {
            WriteArray(json, "top5", [.. record.Top.Select(f => f.Class)]);
        }

        if (record.IsLocalized)
        {
            WriteOverlaps(json, record);
        }

        if (record.ScaleX > 0)
        {
            WriteArray(json, "input_scale", record.ScaleX, record.ScaleY);
        }

        WriteFindings(json, "predictions", record.Top);
        WriteFindings(json, "classes", record.Asked);
        WriteCurves(json, record.Curves);
        if (!record.Methods.IsEmpty)
        {
            MethodFindingJson.Write(json, record.Methods);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a record.</summary>
    /// <param name="element">What <see cref="Write"/> wrote.</param>
    /// <exception cref="FormatException">It is no record.</exception>
    public static PhotoRecord Read(JsonElement element)
    {
        try
        {
            var size = Numbers(element, "size");
            var scale = Numbers(element, "input_scale");
            return new(element.GetProperty("index").GetInt32(), element.GetProperty("image").GetString()!)
            {
                Error = element.TryGetProperty("error", out var error) ? error.GetString() : null,
                Problems = Texts(element, "problems"),
                Warnings = Texts(element, "warnings"),
                Unknown = Texts(element, "unknown_classes"),
                Width = size.Length == 2 ? (int)size[0] : 0,
                Height = size.Length == 2 ? (int)size[1] : 0,
                ScaleX = scale.Length == 2 ? scale[0] : 0,
                ScaleY = scale.Length == 2 ? scale[1] : 0,
                Labels = [.. Numbers(element, "labels").Select(n => (int)n)],
                Objects = [.. Items(element, "objects").Select(o => new TrueObject(o.GetProperty("class").GetInt32(), Box(Numbers(o, "box"))))],
                Top = ReadFindings(element, "predictions"),
                Asked = ReadFindings(element, "classes"),
                Curves = ReadCurves(element),
                Methods = MethodFindingJson.Read(element),
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new FormatException($"a photo's record was expected: {e.Message}", e);
        }
    }

    internal static void WriteCurves(Utf8JsonWriter json, ImmutableArray<CurveShare> curves)
    {
        if (curves.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("curves");
        foreach (var share in curves)
        {
            json.WriteString(share.Curve, share.Data);
        }

        json.WriteEndObject();
    }

    internal static ImmutableArray<ClassFinding> ReadFindings(JsonElement element, string name) => [.. Items(element, name).Select(Finding)];

    internal static ImmutableArray<CurveShare> ReadCurves(JsonElement element) =>
        element.TryGetProperty("curves", out var curves) ? [.. curves.EnumerateObject().Select(c => new CurveShare(c.Name, c.Value.GetString()!))] : [];

    private static void WriteOverlaps(Utf8JsonWriter json, PhotoRecord record)
    {
        var (box, overlap) = record.Known;
        WriteBox(json, "box", box);
        json.WriteNumber("iou", overlap);
        WriteArray(json, "top5_iou", [.. record.Top.Select(f => f.BestOverlap(record.Objects))]);
    }

    private static void WriteObjects(Utf8JsonWriter json, ImmutableArray<TrueObject> objects)
    {
        json.WriteStartArray("objects");
        foreach (var item in objects)
        {
            json.WriteStartObject();
            json.WriteNumber("class", item.Class);
            WriteArray(json, "box", item.Box.X0, item.Box.Y0, item.Box.X1, item.Box.Y1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteFindings(Utf8JsonWriter json, string name, ImmutableArray<ClassFinding> findings)
    {
        if (findings.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteNumber("class", finding.Class);
            WriteFinite(json, "probability", finding.Probability);
            WriteFinite(json, "logit", finding.Logit);
            if (!finding.Boxes.IsDefault)
            {
                WritePlace(json, finding);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, ClassFinding finding)
    {
        json.WriteStartArray("boxes");
        foreach (var box in finding.Boxes)
        {
            json.WriteStartArray();
            json.WriteNumberValue(box.X0);
            json.WriteNumberValue(box.Y0);
            json.WriteNumberValue(box.X1);
            json.WriteNumberValue(box.Y1);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        WriteArray(json, "peak", finding.Peak.X, finding.Peak.Y);
    }

    private static ClassFinding Finding(JsonElement element)
    {
        if (!element.TryGetProperty("boxes", out _))
        {
            return new(element.GetProperty("class").GetInt32(), Finite(element, "probability"), Finite(element, "logit"), default, default);
        }

        var peak = Numbers(element, "peak");
        return new(
            element.GetProperty("class").GetInt32(),
            Finite(element, "probability"),
            Finite(element, "logit"),
            [.. Items(element, "boxes").Select(b => b.EnumerateArray().Select(v => v.GetInt32()).ToArray() is var v ? new PixelBox(v[0], v[1], v[2], v[3]) : default)],
            new((int)peak[0], (int)peak[1]));
    }

    private static TrueBox Box(double[] corners) => new(corners[0], corners[1], corners[2], corners[3]);

    private static float Finite(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetSingle() : float.NaN;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) => element.TryGetProperty(name, out var array) ? array.EnumerateArray() : default;

    internal static double[] Numbers(JsonElement element, string name) => [.. Items(element, name).Select(v => v.GetDouble())];

    private static ImmutableArray<string> Texts(JsonElement element, string name) => [.. Items(element, name).Select(v => v.GetString()!)];

    private static void WriteFinite(Utf8JsonWriter json, string name, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteBox(Utf8JsonWriter json, string name, PixelBox? box)
    {
        if (box is { } found)
        {
            WriteArray(json, name, found.X0, found.Y0, found.X1, found.Y1);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        if (!texts.IsEmpty)
        {
            json.WriteStartArray(name);
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }

    internal static void WriteArray(Utf8JsonWriter json, string name, params ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    internal static void WriteArray(Utf8JsonWriter json, string name, params ReadOnlySpan<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
