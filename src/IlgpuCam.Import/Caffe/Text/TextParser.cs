using IlgpuCam.Models;

namespace IlgpuCam.Import.Caffe.Text;

/// <summary>Reads Protocol Buffers' text format (protobuf.dev, "Text Format Language") without a schema or extensions. Nesting and the number of fields are bounded.</summary>
internal ref struct TextParser
{
    private const int MaximumDepth = 32;

    private readonly TextSource _source;
    private TextTokenizer _tokenizer;
    private TextToken _current;

    private TextParser(TextSource source)
    {
        _source = source;
        _tokenizer = new(source);
        _current = _tokenizer.Next();
    }

    /// <summary>The whole file as one message.</summary>
    /// <exception cref="ModelFormatException">The file is not in this format; the message has the line.</exception>
    internal static TextMessage Parse(TextSource source) => source.Bytes.Length <= TextSource.MaximumLength
        ? new TextParser(source).Message(end: null, opening: default, depth: 0)
        : throw new ModelFormatException($"{source.Name}: a network in text has at most {TextSource.MaximumLength} bytes, found {source.Bytes.Length}.");

    /// <summary>Fields up to a closing brace, or to the end of the file.</summary>
    private TextMessage Message(char? end, TextToken opening, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw _source.Error(opening.Line, $"messages are nested more than {MaximumDepth} deep");
        }

        var fields = new List<TextField>();
        while (end is { } brace ? !_current.Is(brace) : _current.Kind != TextTokenKind.End)
        {
            if (_current.Kind != TextTokenKind.Name)
            {
                throw _source.Error(_current.Line, Mismatch(end, opening));
            }

            Field(fields, depth);
            if (_current.Is(',') || _current.Is(';'))
            {
                Advance();
            }
        }

        Advance();
        return new(fields);
    }

    private readonly string Mismatch(char? end, TextToken opening) => end is { } brace
        ? $"a field or the '{brace}' that ends the message of line {opening.Line} was expected, found {_current}"
        : $"a field was expected, found {_current}";

    private void Field(List<TextField> fields, int depth)
    {
        var name = Advance();
        var hasColon = _current.Is(':');
        if (hasColon)
        {
            Advance();
        }

        if (!_current.Is('['))
        {
            Value(fields, name, depth, hasColon);
            return;
        }

        // A list stands for the field given as many times.
        var opening = Advance();
        while (!_current.Is(']'))
        {
            Value(fields, name, depth, hasColon);
            if (_current.Is(','))
            {
                Advance();
            }
            else if (!_current.Is(']'))
            {
                throw _source.Error(_current.Line, $"a comma or the ']' that ends the list of line {opening.Line} was expected, found {_current}");
            }
        }

        Advance();
    }

    private void Value(List<TextField> fields, TextToken name, int depth, bool hasColon)
    {
        _source.CountField(name.Line);
        var value = _current;
        if (value.Is('{') || value.Is('<'))
        {
            Advance();
            fields.Add(new(_source, name.Value, value, Message(value.Is('{') ? '}' : '>', value, depth + 1)));
            return;
        }

        if (value.Kind is TextTokenKind.Symbol or TextTokenKind.End || !hasColon)
        {
            throw _source.Error(value.Line, $"{(hasColon ? "a value" : "':' or a message in braces")} was expected after {name}, found {value}");
        }

        Advance();

        // Texts one behind the other are one text.
        if (value.Kind == TextTokenKind.Text && _current.Kind == TextTokenKind.Text)
        {
            var parts = new List<string> { value.Value };
            while (_current.Kind == TextTokenKind.Text)
            {
                parts.Add(Advance().Value);
            }

            value = value with { Value = string.Concat(parts) };
        }

        fields.Add(new(_source, name.Value, value, null));
    }

    /// <summary>Goes to the next token and gives the one that was passed.</summary>
    private TextToken Advance()
    {
        var passed = _current;
        _current = _tokenizer.Next();
        return passed;
    }
}
