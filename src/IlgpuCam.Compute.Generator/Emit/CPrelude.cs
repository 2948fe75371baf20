using System.Text;
using System.Text.RegularExpressions;

namespace IlgpuCam.Compute.Generator.Emit;

/// <summary>The functions that generated C may call, and the choice of those that a text does call.</summary>
internal static class CPrelude
{
    private static readonly Regex Call = new(@"\bic_[a-z0-9_]+\b", RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, string> Common = PreludeArithmetic.All
        .Concat(PreludeConversions.All).Concat(PreludeMath.All).ToDictionary(e => e.Key, e => e.Value);

    /// <summary>The text of everything that <paramref name="code"/> calls, what is called first.</summary>
    public static string For(string code, IReadOnlyDictionary<string, string> dialect)
    {
        var text = new StringBuilder();
        var done = new HashSet<string>();
        Add(code, dialect, done, text);
        return text.ToString().TrimEnd('\n');
    }

    private static void Add(string code, IReadOnlyDictionary<string, string> dialect, HashSet<string> done, StringBuilder text)
    {
        foreach (Match match in Call.Matches(code))
        {
            if ((dialect.TryGetValue(match.Value, out var entry) || Common.TryGetValue(match.Value, out entry)) && done.Add(match.Value))
            {
                Add(entry, dialect, done, text);
                text.Append(entry.Replace("\r", string.Empty)).Append('\n');
            }
        }
    }
}
