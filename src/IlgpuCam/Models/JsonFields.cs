using System.Collections.Immutable;
using System.Text.Json;

namespace IlgpuCam.Models;

/// <summary>The fields of one JSON object of a model, read by name and checked: none twice, none missing, none left over.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Takes an element apart.</summary>
    /// <param name="element">What has to be an object.</param>
    /// <param name="where">File and place, for messages.</param>
    /// <exception cref="ModelFormatException">It is no object, or has a field twice.</exception>
    public JsonFields(JsonElement element, string where)
    {
        Where = where;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Error($"an object was expected, found {Describe(element)}");
        }

        foreach (var property in element.EnumerateObject())
        {
            var name = Unescape(() => property.Name, where)!;
            if (!_fields.TryAdd(name, property.Value))
            {
                throw Error($"the field {MessageText.Quote(name)} stands twice");
            }
        }
    }

    /// <summary>File and place, for messages; may be made more exact while reading.</summary>
    public string Where { get; set; }

    /// <summary>The names of all fields, in their order.</summary>
    public IReadOnlyCollection<string> Names => _fields.Keys;

    /// <summary>Parses a text and hands its root to a function.</summary>
    /// <param name="json">The text.</param>
    /// <param name="where">File and place, for messages.</param>
    /// <param name="read">Reads the root.</param>
    /// <exception cref="ModelFormatException">The text is not JSON, or the function says so.</exception>
    public static T Parse<T>(string json, string where, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new ModelFormatException($"{where}: not valid JSON: {error.Message}", error);
        }
    }

    /// <summary>An error at this place.</summary>
    public ModelFormatException Error(string what) => new($"{Where}: {what}.");

    /// <summary>Whether a field is there.</summary>
    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>A field of any kind.</summary>
    public JsonElement Element(string name)
    {
        _read.Add(name);
        return _fields.TryGetValue(name, out var element) ? element : throw Error($"the field '{name}' is missing");
    }

    /// <summary>A field that is an object.</summary>
    public JsonFields Object(string name) => new(Element(name), $"{Where}: {MessageText.Quote(name)}");

    /// <summary>The elements of a field that is an array.</summary>
    public JsonElement[] Items(string name)
    {
        var element = Element(name);
        return element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : throw Bad(name, "an array", element);
    }

    /// <summary>A text.</summary>
    public string Text(string name)
    {
        var element = Element(name);
        return element.ValueKind == JsonValueKind.String ? Unescape(element.GetString, Where)! : throw Bad(name, "a text", element);
    }

    /// <summary>An array of texts.</summary>
    public ImmutableArray<string> Texts(string name) => Texts(Element(name), $"{Where}: {MessageText.Quote(name)}");

    /// <summary>True or false.</summary>
    public bool Flag(string name)
    {
        var element = Element(name);
        return element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Bad(name, "true or false", element);
    }

    /// <summary>A whole number in a range.</summary>
    public int Integer(string name, int least = int.MinValue, int most = int.MaxValue) => Integer(name, Element(name), least, most);

    /// <summary>Whole numbers in a range.</summary>
    /// <param name="name">The field, an array.</param>
    /// <param name="count">How many are expected; -1 for any number.</param>
    /// <param name="least">The least allowed.</param>
    /// <param name="most">The greatest allowed.</param>
    public ImmutableArray<int> Integers(string name, int count = -1, int least = int.MinValue, int most = int.MaxValue)
    {
        var items = Items(name);
        return count < 0 || items.Length == count
            ? [.. items.Select(item => Integer(name, item, least, most))]
            : throw Error($"'{name}' has to be {count} numbers, found {items.Length}");
    }

    /// <summary>A float32: a number, or one of the texts inf, -inf and nan.</summary>
    public float Single(string name)
    {
        var number = Double(name, Element(name));
        var single = (float)number;
        return float.IsInfinity(single) && !double.IsInfinity(number) ? throw Error($"'{name}' has to be a float32, found {number}") : single;
    }

    /// <summary>A float64 that belongs to a field: a number, or one of the texts inf, -inf and nan.</summary>
    public double Double(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.String when element.ValueEquals("inf"u8) => double.PositiveInfinity,
        JsonValueKind.String when element.ValueEquals("-inf"u8) => double.NegativeInfinity,
        JsonValueKind.String when element.ValueEquals("nan"u8) => double.NaN,
        _ => throw Bad(name, "a number", element),
    };

    /// <summary>One of some names.</summary>
    public T Choice<T>(string name, ImmutableArray<(string Name, T Value)> choices)
    {
        var text = Text(name);
        foreach (var choice in choices)
        {
            if (choice.Name == text)
            {
                return choice.Value;
            }
        }

        throw Error($"'{name}' has to be one of {string.Join(", ", choices.Select(choice => choice.Name))}, found {MessageText.Quote(text)}");
    }

    /// <summary>Ends the reading: what nobody asked for is an error, for it would have meant something.</summary>
    public void Finish()
    {
        if (_fields.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } unknown)
        {
            throw Error($"the field {MessageText.Quote(unknown)} is not known here");
        }
    }

    /// <summary>An error about a field's value.</summary>
    public ModelFormatException Bad(string name, string expected, JsonElement found) =>
        Error($"{MessageText.Quote(name)} has to be {expected}, found {Describe(found)}");

    /// <summary>The texts of an array that stands alone.</summary>
    /// <param name="element">What has to be an array of texts.</param>
    /// <param name="where">File and place, for messages.</param>
    /// <exception cref="ModelFormatException">It is none.</exception>
    public static ImmutableArray<string> Texts(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw new ModelFormatException($"{where}: an array of texts was expected, found {Describe(element)}.");
        }

        return [.. element.EnumerateArray().Select((item, i) => item.ValueKind == JsonValueKind.String
            ? Unescape(item.GetString, where)!
            : throw new ModelFormatException($"{where}: entry {i} has to be a text, found {Describe(item)}."))];
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        _ when element.GetRawText() is { Length: <= 40 } text => text,
        _ => "a long number",
    };

    private int Integer(string name, JsonElement element, int least, int most) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Bad(name, $"a whole number from {least} to {most}", element);

    private static string? Unescape(Func<string?> text, string where)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException error)
        {
            throw new ModelFormatException($"{where}: a text escapes half of a surrogate pair, which is no character.", error);
        }
    }
}
