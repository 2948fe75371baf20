namespace IlgpuCam.Imaging.Drawing;

/// <summary>
/// The built-in font: strokes of a round pen, so that text is smooth at every size. Printable ASCII; anything else is an empty box.
/// </summary>
internal static class StrokeFont
{
    /// <summary>The height of capitals, in units, from the middle of the lowest stroke to the middle of the highest.</summary>
    public const float CapHeight = 12;

    /// <summary>How far descenders reach below the baseline.</summary>
    public const float Descent = 4;

    /// <summary>The pen's width.</summary>
    public const float PenWidth = 1.9f;

    // Between the pen positions of neighbouring glyphs.
    private const float Gap = 3.6f;

    private static readonly StrokeGlyph[] Glyphs = Array.ConvertAll(StrokeGlyphs.Printable.ToArray(), StrokeGlyph.Parse);
    private static readonly StrokeGlyph Missing = StrokeGlyph.Parse(StrokeGlyphs.Missing);

    /// <summary>The glyph of a character.</summary>
    public static StrokeGlyph Of(char character)
    {
        var index = character - StrokeGlyphs.First;
        return index >= 0 && index < Glyphs.Length ? Glyphs[index] : Missing;
    }

    /// <summary>From a glyph's left pen position to that of the next one, in units.</summary>
    public static float Advance(StrokeGlyph glyph) => glyph.Width + Gap;

    /// <summary>The width of a text in units, the pen's width included.</summary>
    public static float Measure(ReadOnlySpan<char> text)
    {
        var width = text.IsEmpty ? 0 : PenWidth - Gap;
        foreach (var character in text)
        {
            width += Advance(Of(character));
        }

        return width;
    }
}
