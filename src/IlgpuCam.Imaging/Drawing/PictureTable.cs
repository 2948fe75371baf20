using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Drawing;

/// <summary>A table of pictures with titles at its rows and columns: what several methods show for several classes.</summary>
internal static class PictureTable
{
    private const int LeastWidth = 200;
    private const int LabelWidth = 236;
    private const int Margin = 16;
    private const int LineGap = 2;

    // The room of a plate at the left, so that texts and pictures begin in one line.
    private const int LargeInset = 5;
    private const int SmallInset = 4;
    private static readonly TextPlate Large = new(1);
    private static readonly TextPlate Small = new(0.72f);
    private static readonly RgbColor Ground = new(22, 24, 30);
    private static readonly RgbColor Rule = new(48, 52, 62);
    private static readonly RgbColor Ink = new(235, 237, 242);
    private static readonly RgbColor FaintInk = new(160, 165, 178);

    /// <summary>Draws the table.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="heads">The columns.</param>
    /// <param name="rows">The rows, each with a picture a column.</param>
    /// <exception cref="ArgumentException">A row has another number of pictures than there are columns.</exception>
    public static RgbImage Render(string title, IReadOnlyList<PictureTableHead> heads, IReadOnlyList<PictureTableRow> rows)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.FirstOrDefault(r => r.Cells.Count != heads.Count) is { } odd)
        {
            throw new ArgumentException($"a picture for each of {heads.Count} columns was expected, found {odd.Cells.Count}", nameof(rows));
        }

        var tile = Math.Max(rows.SelectMany(r => r.Cells).Select(c => c.Picture.Width).DefaultIfEmpty().Max(), LeastWidth);
        string[][] titles = [.. rows.Select(r => Lines(r.Title, Large))];
        string[][] facts = [.. rows.Select(r => r.Facts.SelectMany(f => Lines(f, Small)).ToArray())];
        int[] heights = [.. rows.Select((_, r) => Math.Max(
            rows[r].Cells.Select(c => c.Picture.Height).DefaultIfEmpty().Max() + Small.Height, (titles[r].Length * Large.Height) + (facts[r].Length * Small.Height)))];

        var top = Margin + Large.Height + Margin + Small.Height + Large.Height + LineGap;
        var sheet = new RgbImage(
            Margin + LabelWidth + (heads.Count * (tile + Margin)), top + heights.Sum(h => h + (2 * Margin)));
        var canvas = new Canvas(sheet);
        canvas.Fill(new PixelBox(0, 0, sheet.Width, sheet.Height), Ground);
        Large.Write(canvas, Large.Fit(title, "", sheet.Width - (2 * Margin)), Margin - LargeInset, Margin, Ink);
        for (var c = 0; c < heads.Count; c++)
        {
            var (x, y) = (Left(c), Margin + Large.Height + Margin);
            Small.Write(canvas, Small.Fit(heads[c].Title, "", tile), x - SmallInset, y, FaintInk);
            Large.Write(canvas, Large.Fit(heads[c].Label, heads[c].Value, tile), x - LargeInset, y + Small.Height, Ink);
        }

        for (var r = 0; r < rows.Count; r++)
        {
            canvas.Fill(new PixelBox(Margin, top, sheet.Width - Margin, top + 1), Rule);
            top += Margin;
            WriteLabels(canvas, titles[r], facts[r], top);
            for (var c = 0; c < heads.Count; c++)
            {
                var (picture, caption) = rows[r].Cells[c];
                canvas.Paste(picture, Left(c), top);
                Small.Write(canvas, Small.Fit(caption, "", tile), Left(c) - SmallInset, top + picture.Height, FaintInk);
            }

            top += heights[r] + Margin;
        }

        return sheet;

        int Left(int column) => Margin + LabelWidth + (column * (tile + Margin));
    }

    private static void WriteLabels(Canvas canvas, string[] titles, string[] facts, int top)
    {
        foreach (var line in titles)
        {
            Large.Write(canvas, line, Margin - LargeInset, top, Ink);
            top += Large.Height;
        }

        foreach (var line in facts)
        {
            Small.Write(canvas, line, Margin - SmallInset, top, FaintInk);
            top += Small.Height;
        }
    }

    // Broken between words; a word that is too long alone is shortened.
    private static string[] Lines(string text, TextPlate plate)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && plate.Measure($"{lines[^1]} {word}") <= LabelWidth)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(plate.Fit(word, "", LabelWidth));
            }
        }

        return [.. lines];
    }
}
