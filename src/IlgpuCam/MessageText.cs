using System.Text;

namespace IlgpuCam;

/// <summary>Words of error messages that come from files.</summary>
internal static class MessageText
{
    private const int Longest = 80;

    /// <summary>A name in quotes, cut where it is very long and with control characters and lone surrogates written as numbers: a file must not be able to flood or colour a terminal.</summary>
    public static string Quote(string name)
    {
        var text = new StringBuilder("'");
        foreach (var character in name.AsSpan(0, Math.Min(name.Length, Longest)))
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                text.Append("\\u").Append(((int)character).ToString("X4", null));
            }
            else
            {
                text.Append(character);
            }
        }

        return text.Append(name.Length > Longest ? "...'" : "'").ToString();
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
}
