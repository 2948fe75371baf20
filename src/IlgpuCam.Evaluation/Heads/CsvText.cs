using System.Text;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>Comma-separated values as RFC 4180 has them: fields in quotes may hold commas, doubled quotes and line ends.</summary>
internal static class CsvText
{
    /// <summary>A field as it is written, in quotes where it needs them.</summary>
    internal static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The records of a text, each with the number of the line it begins in; empty lines are passed over.</summary>
    /// <exception cref="FormatException">A quote is not closed, or something stands behind a closing one; the message names the line.</exception>
    internal static IEnumerable<(int Line, List<string> Fields)> Read(string text)
    {
        var (line, at) = (1, 0);
        while (at < text.Length)
        {
            var first = line;
            var fields = new List<string>();
            do
            {
                fields.Add(Field(text, ref at, ref line));
            }
            while (at < text.Length && text[at] == ',' && ++at <= text.Length);

            if (at < text.Length && text[at] is not ('\r' or '\n'))
            {
                throw new FormatException($"line {line}: a comma or the line's end was expected behind the closing quote, found '{text[at]}'");
            }

            if (text.AsSpan(at).StartsWith("\r\n"))
            {
                at++;
            }

            at++;
            line++;
            if (fields is not [""])
            {
                yield return (first, fields);
            }
        }
    }

    private static string Field(string text, ref int at, ref int line)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var start = at;
            var length = text.AsSpan(at).IndexOfAny(",\r\n");
            at = length < 0 ? text.Length : at + length;
            return text[start..at].Trim();
        }

        var opened = line;
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                {
                    at++;
                    return field.ToString();
                }

                at++;
            }

            line += text[at] == '\n' ? 1 : 0;
            field.Append(text[at]);
        }

        throw new FormatException($"line {opened}: a quote is opened and never closed");
    }
}
