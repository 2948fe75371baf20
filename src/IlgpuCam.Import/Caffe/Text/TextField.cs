using System.Globalization;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Caffe.Text;

/// <summary>A field of a message: one value, or a message of its own. A repeated field occurs several times.</summary>
/// <param name="Source">The file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; the opening brace of a message.</param>
/// <param name="Message">The message, or null.</param>
internal sealed record TextField(TextSource Source, string Name, TextToken Value, TextMessage? Message)
{
    internal int Line => Value.Line;

    internal TextMessage Nested() => Message ?? throw Expected("a message in braces");

    internal string Text() => Value.Kind == TextTokenKind.Text ? Value.Value : throw Expected("a text in quotes");

    /// <summary>A value of an enumeration, by its name.</summary>
    internal string Choice() => Value.Kind == TextTokenKind.Name ? Value.Value : throw Expected("a name");

    /// <summary>A text or a name: types of layers were names once.</summary>
    internal string TextOrChoice() => Value.Kind == TextTokenKind.Text ? Value.Value : Choice();

    internal bool Flag() => Value.Kind is TextTokenKind.Name or TextTokenKind.Number
        ? Value.Value switch
        {
            "true" or "True" or "t" or "1" => true,
            "false" or "False" or "f" or "0" => false,
            _ => throw Expected("true or false"),
        }
        : throw Expected("true or false");

    /// <summary>An integer, decimal, hexadecimal or octal.</summary>
    internal long Integer(long least, long most)
    {
        var text = Value.Value.AsSpan();
        var isNegative = text is ['-', ..];
        var digits = isNegative ? text[1..] : text;
        var number = 0L;
        var isNumber = Value.Kind == TextTokenKind.Number && digits switch
        {
            ['0', 'x' or 'X', .. var rest] => long.TryParse(rest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) && number >= 0,
            ['0', _, ..] => TryOctal(digits, out number),
            _ => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number),
        };
        number = isNegative ? -number : number;
        return isNumber && number >= least && number <= most ? number : throw Expected($"an integer from {least} to {most}");
    }

    internal float Single()
    {
        var text = Value.Value;
        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text[1..] : text;
        if (digits.ToUpperInvariant() is "INF" or "INFINITY" or "INFF" or "NAN" or "NANF")
        {
            return digits[0] is 'n' or 'N' ? float.NaN : isNegative ? float.NegativeInfinity : float.PositiveInfinity;
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        return Value.Kind == TextTokenKind.Number && float.TryParse(text.TrimEnd('f', 'F'), Style, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Expected("a number");
    }

    internal ModelFormatException Error(string what) => Source.Error(Line, what);

    private static bool TryOctal(ReadOnlySpan<char> digits, out long number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7' || number > long.MaxValue >> 3)
            {
                return false;
            }

            number = (number << 3) + (digit - '0');
        }

        return true;
    }

    private ModelFormatException Expected(string what) => Error($"{what} was expected for {MessageText.Quote(Name)}, found {Value}");
}
