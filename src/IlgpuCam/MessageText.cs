using System.Text;

namespace IlgpuCam;

/// <summary>Words of error messages that come from files.</summary>
internal static class MessageText
{
    private const int Longest = 80;
    private const int LongestMessage = 8000;

    /// <summary>A name in quotes, cut where it is very long and with control characters and lone surrogates written as numbers: a file must not be able to flood or colour a terminal.</summary>
    public static string Quote(string name)
    {
        var text = new StringBuilder("'");
        foreach (var character in name.AsSpan(0, Math.Min(name.Length, Longest)))
        {
            Append(text, character, char.IsControl(character) || char.IsSurrogate(character));
        }

        return text.Append(name.Length > Longest ? "...'" : "'").ToString();
    }

    /// <summary>A message whose words may come from a file, in one line of bounded length.</summary>
    public static string OneLine(string message)
    {
        if (message.Length <= LongestMessage && !message.AsSpan().ContainsAnyInRange('\0', '\x1F') && !message.Contains('\x7F'))
        {
            return message;
        }

        var text = new StringBuilder();
        foreach (var character in message.AsSpan(0, Math.Min(message.Length, LongestMessage)))
        {
            Append(text, character, char.IsControl(character));
        }

        return text.Append(message.Length > LongestMessage ? "..." : string.Empty).ToString();
    }

    /// <summary>The first few of many names, in quotes: <c>'a', 'b', 'c' and 7 more</c>.</summary>
    public static string Some(IReadOnlyCollection<string> names, int most = 5)
    {
        var shown = string.Join(", ", names.Take(most).Select(Quote));
        return names.Count switch
        {
            0 => "none",
            var count when count > most => $"{shown} and {count - most} more",
            _ => shown,
        };
    }

    private static void Append(StringBuilder text, char character, bool asNumber)
    {
        if (asNumber)
        {
            text.Append("\\u").Append(((int)character).ToString("X4", null));
        }
        else
        {
            text.Append(character);
        }
    }
}
