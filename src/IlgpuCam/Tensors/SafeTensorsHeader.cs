using System.Text.Json;
using System.Text.Unicode;
using IlgpuCam.Models;

namespace IlgpuCam.Tensors;

/// <summary>Reads a safetensors header: a JSON object of tensors by name, and <c>__metadata__</c>, an object of strings.</summary>
internal ref struct SafeTensorsHeader
{
    /// <summary>The key that is not a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The longest header that the format's reference implementation reads, in bytes.</summary>
    public const int MaxBytes = 100_000_000;

    /// <summary>The bytes before the header: its length as a 64-bit little-endian number.</summary>
    public const int PrefixBytes = 8;

    // More axes than any tensor library has; it keeps a hostile header from becoming a hostile message.
    private const int MaxRank = 64;

    private readonly string _file;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<SafeTensorsEntry> _entries = [];
    private Utf8JsonReader _json;

    private SafeTensorsHeader(ReadOnlySpan<byte> header, string file)
    {
        _file = file;
        _json = new(header);
    }

    private readonly long Offset => PrefixBytes + _json.TokenStartIndex;

    /// <summary>Reads the header; whether the tensors fit the data is not checked here.</summary>
    /// <param name="header">The header without its length.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <exception cref="ModelFormatException">The header is not what the format asks for.</exception>
    public static (List<SafeTensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> header, string file)
    {
        if (header.IsEmpty || header[0] != '{')
        {
            var found = header.IsEmpty ? "nothing" : $"the byte 0x{header[0]:X2}";
            throw new ModelFormatException($"{file}: the header at offset {PrefixBytes} has to begin with an opening brace, found {found}.");
        }

        if (!Utf8.IsValid(header))
        {
            throw new ModelFormatException($"{file}: the header at offset {PrefixBytes} is not valid UTF-8.");
        }

        var reader = new SafeTensorsHeader(header, file);
        reader.ReadAll();
        return (reader._entries, reader._metadata);
    }

    private void ReadAll()
    {
        Next();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (Next() != JsonTokenType.EndObject)
        {
            var name = Text();
            if (!names.Add(name))
            {
                throw Bad($"the name {MessageText.Quote(name)} stands twice in the header, expected once");
            }

            Next();
            if (name == MetadataKey)
            {
                ReadMetadata();
            }
            else
            {
                _entries.Add(ReadTensor(name));
            }
        }

        // Spaces may follow; the reader refuses everything else.
        TryNext();
    }

    private void ReadMetadata()
    {
        Expect(JsonTokenType.StartObject, MetadataKey, "an object of strings");
        while (Next() != JsonTokenType.EndObject)
        {
            var key = Text();
            Next();
            Expect(JsonTokenType.String, $"{MetadataKey} entry {MessageText.Quote(key)}", "a string");
            if (!_metadata.TryAdd(key, Text()))
            {
                throw Bad($"the {MetadataKey} entry {MessageText.Quote(key)} stands twice, expected once");
            }
        }
    }

    private SafeTensorsEntry ReadTensor(string name)
    {
        var what = $"tensor {MessageText.Quote(name)}";
        ElementType? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(JsonTokenType.StartObject, what, "an object with dtype, shape and data_offsets");
        while (Next() != JsonTokenType.EndObject)
        {
            var key = Text();
            Next();
            switch (key)
            {
                case "dtype" when type is null:
                    type = ReadType(what);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers($"the shape of {what}", MaxRank);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers($"data_offsets of {what}", 2);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Bad($"{what} has two entries {key}, expected one");
                default:
                    // As the reference implementation does: other entries mean nothing to this version.
                    Skip();
                    break;
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
        {
            var lacking = type is null ? "dtype" : shape is null ? "shape" : "two data_offsets";
            throw Bad($"{what} lacks its {lacking}");
        }

        return new(name, type.Value, ToShape(shape, what), begin, end);
    }

    private ElementType ReadType(string what)
    {
        Expect(JsonTokenType.String, $"the dtype of {what}", "a string");
        var name = Text();
        return SafeTensorsTypes.TryParse(name, out var type)
            ? type
            : throw Bad($"{what} is of the unknown dtype {MessageText.Quote(name)}, expected one of {SafeTensorsTypes.All}");
    }

    private List<long> ReadNumbers(string what, int most)
    {
        Expect(JsonTokenType.StartArray, what, "an array of whole numbers");
        var numbers = new List<long>();
        while (Next() != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var number) || number < 0)
            {
                throw Bad($"{what} has to hold whole numbers from 0 to 2^63 - 1, found {Found()}");
            }

            if (numbers.Count == most)
            {
                throw Bad($"{what} has more than {most} numbers");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private readonly Shape ToShape(List<long> lengths, string what)
    {
        try
        {
            return Shape.FromInt64([.. lengths]);
        }
        catch (NetworkException error)
        {
            throw new ModelFormatException($"{_file}: {what} cannot be held: {error.Message}", error);
        }
    }

    private readonly void Expect(JsonTokenType token, string what, string expected)
    {
        if (_json.TokenType != token)
        {
            throw Bad($"{what} has to be {expected}, found {Found()}");
        }
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new ModelFormatException($"{_file}: the text at offset {Offset} escapes half of a surrogate pair, which is no character.", error);
        }
    }

    private readonly string Found() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(_json.ValueSpan.Length, 40)]),
        var other => other.ToString().ToLowerInvariant(),
    };

    private JsonTokenType Next()
    {
        TryNext();
        return _json.TokenType;
    }

    private void TryNext()
    {
        try
        {
            _json.Read();
        }
        catch (JsonException error)
        {
            throw NotJson(error);
        }
    }

    private void Skip()
    {
        try
        {
            _json.Skip();
        }
        catch (JsonException error)
        {
            throw NotJson(error);
        }
    }

    private readonly ModelFormatException NotJson(JsonException error) =>
        new($"{_file}: the header is not valid JSON near offset {PrefixBytes + _json.BytesConsumed}: {error.Message}", error);

    private readonly ModelFormatException Bad(string what) => new($"{_file}: {what} (offset {Offset}).");
}
