namespace IlgpuCam.Imaging.Drawing;

/// <summary>A glyph as straight lines, in units of the font; y counts up from the baseline.</summary>
/// <param name="Width">From the leftmost to the rightmost pen position.</param>
/// <param name="Lines">Start and end of each line: x0, y0, x1, y1.</param>
internal sealed record StrokeGlyph(float Width, float[] Lines)
{
    private const float Baseline = 4;
    private const int CornerLines = 7;

    // A dot is somewhat wider than the pen, or it would look thin beside the strokes.
    private const float DotReach = 0.3f;

    /// <summary>Reads an entry of <see cref="StrokeGlyphs"/>.</summary>
    public static StrokeGlyph Parse(string entry)
    {
        var tokens = entry.Split(' ');
        var lines = new List<float>();
        foreach (var stroke in tokens.AsSpan(1))
        {
            var points = new List<(float X, float Y, bool Round)>();
            for (var i = 0; i < stroke.Length; i += 2)
            {
                var round = stroke[i] == '*';
                i += round ? 1 : 0;
                points.Add((Digit(stroke[i]), Digit(stroke[i + 1]) - Baseline, round));
            }

            Trace(points, lines);
        }

        return new StrokeGlyph(Digit(tokens[0][0]), [.. lines]);
    }

    private static int Digit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : digit - 'a' + 10;

    private static void Trace(List<(float X, float Y, bool Round)> points, List<float> lines)
    {
        var (x, y, _) = points[0];
        if (points.Count == 1)
        {
            lines.AddRange([x - DotReach, y, x + DotReach, y, x, y - DotReach, x, y + DotReach]);
        }

        void LineTo(float toX, float toY)
        {
            lines.AddRange([x, y, toX, toY]);
            (x, y) = (toX, toY);
        }

        for (var i = 1; i < points.Count; i++)
        {
            var corner = points[i];
            if (!corner.Round)
            {
                LineTo(corner.X, corner.Y);
                continue;
            }

            // A quarter of an ellipse between the two points where the sides are left, each the same way from the corner.
            var cut = Math.Min(Room(points[i - 1], corner), Room(points[i + 1], corner));
            var (startX, startY) = Towards(corner, points[i - 1], cut);
            var (endX, endY) = Towards(corner, points[i + 1], cut);
            var (centreX, centreY) = (startX + endX - corner.X, startY + endY - corner.Y);
            LineTo(startX, startY);
            for (var step = 1; step <= CornerLines; step++)
            {
                var (sin, cos) = MathF.SinCos(MathF.PI / 2 * step / CornerLines);
                LineTo(
                    centreX + ((startX - centreX) * cos) + ((endX - centreX) * sin),
                    centreY + ((startY - centreY) * cos) + ((endY - centreY) * sin));
            }
        }
    }

    // Two rounded corners share the side between them.
    private static float Room((float X, float Y, bool Round) neighbour, (float X, float Y, bool Round) corner) =>
        MathF.Sqrt(Square(neighbour.X - corner.X) + Square(neighbour.Y - corner.Y)) * (neighbour.Round ? 0.5f : 1);

    private static (float X, float Y) Towards((float X, float Y, bool Round) from, (float X, float Y, bool Round) to, float length)
    {
        var share = length / MathF.Sqrt(Square(to.X - from.X) + Square(to.Y - from.Y));
        return (from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
    }

    private static float Square(float value) => value * value;
}
