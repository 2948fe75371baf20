namespace IlgpuCam.Imaging.Drawing;

/// <summary>One line of text with room around it.</summary>
/// <param name="Unit">Pixels of a unit of the font.</param>
internal readonly record struct TextPlate(float Unit)
{
    private const float Padding = 5;
    private const string Ellipsis = "...";
    private const int FewestLetters = 3;

    /// <summary>The height in pixels.</summary>
    public int Height => (int)MathF.Ceiling((StrokeFont.CapHeight + StrokeFont.PenWidth + (2 * Padding)) * Unit);

    /// <summary>The width of a text in pixels, with the room on both sides.</summary>
    public int Measure(string text) => (int)MathF.Ceiling((StrokeFont.Measure(text) + (2 * Padding)) * Unit);

    /// <summary>Shortens a label until it fits together with its value; drops the label, then the value, where that is not enough.</summary>
    /// <param name="label">What may be shortened.</param>
    /// <param name="value">What may not.</param>
    /// <param name="width">Pixels.</param>
    /// <returns>What fits; empty where nothing does.</returns>
    public string Fit(string label, string value, int width)
    {
        var tail = value.Length == 0 ? "" : " " + value;
        if (Measure(label + tail) <= width)
        {
            return (label + tail).Trim();
        }

        // No letter is as narrow as a pixel.
        for (var length = Math.Min(label.Length - 1, width); length >= FewestLetters; length--)
        {
            var text = label[..length].TrimEnd(' ', ',') + Ellipsis + tail;
            if (Measure(text) <= width)
            {
                return text;
            }
        }

        return value.Length > 0 && Measure(value) <= width ? value : "";
    }

    /// <summary>Writes a text.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="left">The plate's left edge.</param>
    /// <param name="top">The plate's upper edge.</param>
    /// <param name="color">The colour.</param>
    public void Write(Canvas canvas, string text, int left, int top, RgbColor color)
    {
        // Strokes that rest on the baseline are as sharp as can be where their middle is the middle of a row, or between two.
        var baseline = top + ((Padding + (StrokeFont.PenWidth / 2) + StrokeFont.CapHeight) * Unit);
        canvas.Write(text, left + (Padding * Unit), MathF.Round(baseline * 2) / 2, Unit, color);
    }
}
