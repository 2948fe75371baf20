using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using IlgpuCam.Models;

namespace IlgpuCam.Images;

/// <content>Preprocessing as JSON, in model files and beside models.</content>
public sealed partial record Preprocessing
{
    /// <summary>The keys that the JSON may have.</summary>
    public static ImmutableArray<string> JsonKeys { get; } = ["size", "resize", "shorter", "filter", "color", "mean", "std", "labels"];

    /// <summary>Reads the JSON.</summary>
    /// <param name="json">An object with any of <see cref="JsonKeys"/>; <c>size</c> is [height, width] or one side.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="basis">What it leaves out; the preset imagenet if null.</param>
    /// <exception cref="ModelFormatException">It is no JSON, or a key or value is not known.</exception>
    public static Preprocessing FromJson(ReadOnlySpan<byte> json, string source, Preprocessing? basis = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().Aggregate(basis ?? ImageNet, (p, property) => p.With(property, source))
                : throw new ModelFormatException($"{source}: a JSON object was expected, found {document.RootElement.ValueKind}.");
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"{source}: JSON was expected, found something else at line {e.LineNumber + 1}.", e);
        }
    }

    /// <summary>The JSON on one line.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteArray(json, "size", [Height, Width]);
            json.WriteString("resize", Words.Of(Resize));
            if (Shorter is { } shorter)
            {
                json.WriteNumber("shorter", shorter);
            }

            json.WriteString("filter", Words.Of(Filter));
            json.WriteString("color", Words.Of(Color));
            WriteArray(json, "mean", Mean.AsSpan());
            WriteArray(json, "std", StandardDeviation.AsSpan());
            if (Labels is not null)
            {
                json.WriteString("labels", Labels);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteArray(Utf8JsonWriter json, string name, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private Preprocessing With(JsonProperty property, string source)
    {
        var (name, value) = (string.Empty, property.Value);
        try
        {
            name = property.Name;
            return name switch
            {
                "size" when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2 => this with { Height = value[0].GetInt32(), Width = value[1].GetInt32() },
                "size" => this with { Height = value.GetInt32(), Width = value.GetInt32() },
                "resize" => this with { Resize = Words.ResizeMode(value.GetString()) },
                "shorter" => this with { Shorter = value.GetInt32() },
                "filter" => this with { Filter = Words.Filter(value.GetString()) },
                "color" => this with { Color = Words.Color(value.GetString()) },
                "mean" => this with { Mean = Floats(value) },
                "std" => this with { StandardDeviation = Floats(value) },
                "labels" => this with { Labels = value.GetString() },
                _ => throw new ModelFormatException($"{source}: unknown key {MessageText.Quote(name)}; known are {string.Join(", ", JsonKeys)}."),
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            var text = value.GetRawText();
            throw new ModelFormatException($"{source}: {(name.Length > 0 ? name : "a key")} cannot be {text[..Math.Min(text.Length, 80)]}: {Reason(e)}.", e);
        }
    }

    private static ImmutableArray<float> Floats(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? [.. Enumerable.Repeat(value.GetSingle(), 3)]
        : [.. value.EnumerateArray().Select(v => v.GetSingle())];

    private static string Reason(Exception e) => e switch
    {
        ArgumentException { ParamName: not null } => e.Message.Split(" (Parameter", 2)[0],
        ArgumentException => e.Message,
        _ => "it has the wrong type",
    };
}
