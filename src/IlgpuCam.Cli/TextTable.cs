namespace IlgpuCam.Cli;

/// <summary>Tables as plain lines, which fit into windows and files alike.</summary>
internal static class TextTable
{
    /// <summary>Blanks between columns.</summary>
    internal const int Gap = 2;

    /// <summary>The lines: heads, a rule, rows. Texts begin alike, numbers end alike; the first column keeps the ends of what is too long, which tell names apart.</summary>
    /// <param name="heads">The columns' heads.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="widths">The columns' widths.</param>
    /// <param name="texts">How many columns are texts; the others are numbers.</param>
    internal static IEnumerable<string> Lines(string[] heads, IEnumerable<string[]> rows, int[] widths, int texts) =>
        rows.Prepend([.. widths.Select(w => new string('-', w))]).Prepend(heads).Select(cells => Line(cells, widths, texts));

    /// <summary>The width that each column needs.</summary>
    internal static int[] Widths(string[] heads, IReadOnlyList<string[]> rows) =>
        [.. heads.Select((head, i) => Math.Max(head.Length, rows.Select(r => r[i].Length).DefaultIfEmpty().Max()))];

    private static string Line(string[] cells, int[] widths, int texts) => string.Join(
        new string(' ', Gap),
        cells.Select((cell, i) => i < texts ? Shorten(cell, widths[i], keepsEnd: i == 0).PadRight(widths[i]) : cell.PadLeft(widths[i])));

    private static string Shorten(string text, int width, bool keepsEnd) =>
        text.Length <= width ? text : keepsEnd ? $"..{text[(text.Length - width + 2)..]}" : $"{text[..(width - 2)]}..";
}
