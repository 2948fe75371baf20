using System.Text;

namespace IlgpuCam.Import.Caffe.Text;

/// <summary>Cuts a file into tokens.</summary>
internal ref struct TextTokenizer
{
    private readonly TextSource _source;
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _line = 1;

    internal TextTokenizer(TextSource source)
    {
        _source = source;
        _bytes = source.Bytes.Span;
        _position = _bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    internal TextToken Next()
    {
        SkipBlanks();
        if (_position == _bytes.Length)
        {
            return new(TextTokenKind.End, string.Empty, _line);
        }

        var first = (char)_bytes[_position];
        return first switch
        {
            '{' or '}' or '<' or '>' or '[' or ']' or ':' or ',' or ';' => Take(TextTokenKind.Symbol, 1),
            '"' or '\'' => Quoted(first),
            >= '0' and <= '9' or '.' or '-' or '+' => Number(),
            '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Name(),
            _ => throw _source.Error(_line, $"{MessageText.Quote(first.ToString())} was found where a field or its value was expected"),
        };
    }

    private void SkipBlanks()
    {
        for (; _position < _bytes.Length; _position++)
        {
            switch (_bytes[_position])
            {
                case (byte)'\n':
                    _line++;
                    break;
                case (byte)'#':
                    var rest = _bytes[_position..].IndexOf((byte)'\n');
                    _position = rest < 0 ? _bytes.Length - 1 : _position + rest - 1;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\v' or (byte)'\f':
                    break;
                default:
                    return;
            }
        }
    }

    private TextToken Name()
    {
        var end = _position;
        while (end < _bytes.Length && (char.IsAsciiLetterOrDigit((char)_bytes[end]) || _bytes[end] == '_'))
        {
            end++;
        }

        return Take(TextTokenKind.Name, end - _position);
    }

    // Whether the characters make a number is found when it is read, by what it should be.
    private TextToken Number()
    {
        var end = _position + 1;
        while (end < _bytes.Length && (char.IsAsciiLetterOrDigit((char)_bytes[end]) || _bytes[end] == '.'
            || (_bytes[end] is (byte)'-' or (byte)'+' && _bytes[end - 1] is (byte)'e' or (byte)'E')))
        {
            end++;
        }

        return Take(TextTokenKind.Number, end - _position);
    }

    private TextToken Take(TextTokenKind kind, int length)
    {
        var token = new TextToken(kind, Encoding.ASCII.GetString(_bytes.Slice(_position, length)), _line);
        _position += length;
        return token;
    }

    private TextToken Quoted(char quote)
    {
        var value = new List<byte>();
        for (_position++; _position < _bytes.Length && _bytes[_position] != '\n';)
        {
            var next = _bytes[_position++];
            if (next == quote)
            {
                return new(TextTokenKind.Text, Encoding.UTF8.GetString([.. value]), _line);
            }

            if (next == '\\')
            {
                Escape(value);
            }
            else
            {
                value.Add(next);
            }
        }

        throw _source.Error(_line, "a text has no closing quote on its line");
    }

    private void Escape(List<byte> value)
    {
        var escape = _position < _bytes.Length ? (char)_bytes[_position++] : '\n';
        switch (escape)
        {
            case >= '0' and <= '7':
                _position--;
                value.Add((byte)Digits(3, 8));
                break;
            case 'x' or 'X':
                value.Add((byte)Digits(2, 16));
                break;
            case 'u' or 'U':
                var code = Digits(escape == 'u' ? 4 : 8, 16);
                var rune = Rune.IsValid(code) ? new Rune(code) : Rune.ReplacementChar;
                Span<byte> encoded = stackalloc byte[4];
                value.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
                break;
            default:
                var index = "abfnrtv\\'\"?".IndexOf(escape, StringComparison.Ordinal);
                value.Add(index >= 0
                    ? (byte)"\a\b\f\n\r\t\v\\'\"?"[index]
                    : throw _source.Error(_line, $"the escape \\{MessageText.Quote(escape.ToString())} is not known"));
                break;
        }
    }

    /// <summary>Up to so many digits of a number.</summary>
    private int Digits(int most, int radix)
    {
        var value = 0L;
        var start = _position;
        while (_position < _bytes.Length && _position - start < most && char.IsAsciiHexDigit((char)_bytes[_position])
            && Convert.ToInt32(((char)_bytes[_position]).ToString(), 16) is var digit && digit < radix)
        {
            value = (value * radix) + digit;
            _position++;
        }

        return _position > start ? (int)Math.Min(value, int.MaxValue) : throw _source.Error(_line, "an escape in a text has no digits");
    }
}
