using IlgpuCam.Images;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Drawing;

/// <summary>Draws on a picture; whatever lies outside it is cut off.</summary>
internal sealed class Canvas(RgbImage image)
{
    private float[] _coverage = [];

    /// <summary>The picture's width.</summary>
    public int Width => image.Width;

    /// <summary>The picture's height.</summary>
    public int Height => image.Height;

    /// <summary>Fills a rectangle.</summary>
    /// <param name="box">The pixels.</param>
    /// <param name="color">The colour.</param>
    /// <param name="opacity">From 0 (nothing happens) to 1 (the colour alone).</param>
    public void Fill(PixelBox box, RgbColor color, float opacity = 1)
    {
        var (x0, x1) = (Math.Max(box.X0, 0), Math.Min(box.X1, image.Width));
        var weight = (int)MathF.Round(Math.Clamp(opacity, 0, 1) * 256);
        for (var y = Math.Max(box.Y0, 0); y < Math.Min(box.Y1, image.Height); y++)
        {
            var row = image.Row(y);
            for (var x = x0; x < x1; x++)
            {
                Blend(row.Slice(3 * x, 3), color, weight);
            }
        }
    }

    /// <summary>Draws the outline of a rectangle, inside it.</summary>
    /// <param name="box">The pixels that the outline encloses, itself included.</param>
    /// <param name="thickness">Pixels of the outline.</param>
    /// <param name="color">The colour.</param>
    /// <param name="opacity">From 0 to 1.</param>
    public void Outline(PixelBox box, int thickness, RgbColor color, float opacity = 1)
    {
        var inner = new PixelBox(box.X0 + thickness, box.Y0 + thickness, box.X1 - thickness, box.Y1 - thickness);
        if (inner.Width <= 0 || inner.Height <= 0)
        {
            Fill(box, color, opacity);
            return;
        }

        Fill(box with { Y1 = inner.Y0 }, color, opacity);
        Fill(box with { Y0 = inner.Y1 }, color, opacity);
        Fill(inner with { X0 = box.X0, X1 = inner.X0 }, color, opacity);
        Fill(inner with { X0 = inner.X1, X1 = box.X1 }, color, opacity);
    }

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="left">Where its leftmost ink begins.</param>
    /// <param name="baseline">The y coordinate of the middle of strokes that rest on the baseline.</param>
    /// <param name="unit">Pixels of a unit of the font.</param>
    /// <param name="color">The colour.</param>
    public void Write(ReadOnlySpan<char> text, float left, float baseline, float unit, RgbColor color)
    {
        var x = left + (StrokeFont.PenWidth / 2 * unit);
        foreach (var character in text)
        {
            var glyph = StrokeFont.Of(character);
            Write(glyph, x, baseline, unit, color);
            x += StrokeFont.Advance(glyph) * unit;
        }
    }

    private static void Blend(Span<byte> pixel, RgbColor color, int weight)
    {
        pixel[0] += (byte)((((color.R - pixel[0]) * weight) + 128) >> 8);
        pixel[1] += (byte)((((color.G - pixel[1]) * weight) + 128) >> 8);
        pixel[2] += (byte)((((color.B - pixel[2]) * weight) + 128) >> 8);
    }

    // The share of each pixel that the pen covers: half a pixel around its edge is the ramp from none to all. Strokes that meet do not add up.
    private void Write(StrokeGlyph glyph, float left, float baseline, float unit, RgbColor color)
    {
        var reach = (StrokeFont.PenWidth / 2 * unit) + 0.5f;
        var x0 = Math.Max((int)MathF.Floor(left - reach), 0);
        var x1 = Math.Min((int)MathF.Ceiling(left + (glyph.Width * unit) + reach) + 1, image.Width);
        var y0 = Math.Max((int)MathF.Floor(baseline - ((StrokeFont.CapHeight + 3) * unit) - reach), 0);
        var y1 = Math.Min((int)MathF.Ceiling(baseline + (StrokeFont.Descent * unit) + reach) + 1, image.Height);
        var (width, height) = (x1 - x0, y1 - y0);
        if (width <= 0 || height <= 0)
        {
            return;
        }

        if (_coverage.Length < width * height)
        {
            _coverage = new float[width * height];
        }

        var coverage = _coverage.AsSpan(0, width * height);
        coverage.Clear();
        for (var i = 0; i < glyph.Lines.Length; i += 4)
        {
            CoverLine(
                coverage,
                width,
                left + (glyph.Lines[i] * unit) - x0,
                baseline - (glyph.Lines[i + 1] * unit) - y0,
                left + (glyph.Lines[i + 2] * unit) - x0,
                baseline - (glyph.Lines[i + 3] * unit) - y0,
                reach);
        }

        for (var y = 0; y < height; y++)
        {
            var row = image.Row(y0 + y);
            for (var x = 0; x < width; x++)
            {
                var covered = coverage[(y * width) + x];
                if (covered > 0)
                {
                    Blend(row.Slice(3 * (x0 + x), 3), color, (int)MathF.Round(covered * 256));
                }
            }
        }
    }

    private static void CoverLine(Span<float> coverage, int width, float startX, float startY, float endX, float endY, float reach)
    {
        var height = coverage.Length / width;
        var (alongX, alongY) = (endX - startX, endY - startY);
        var squaredLength = Math.Max((alongX * alongX) + (alongY * alongY), 1e-12f);
        var firstX = Math.Max((int)(Math.Min(startX, endX) - reach), 0);
        var lastX = Math.Min((int)(Math.Max(startX, endX) + reach), width - 1);
        var lastY = Math.Min((int)(Math.Max(startY, endY) + reach), height - 1);
        for (var y = Math.Max((int)(Math.Min(startY, endY) - reach), 0); y <= lastY; y++)
        {
            for (var x = firstX; x <= lastX; x++)
            {
                var (fromX, fromY) = (x + 0.5f - startX, y + 0.5f - startY);
                var share = Math.Clamp(((fromX * alongX) + (fromY * alongY)) / squaredLength, 0, 1);
                var (missX, missY) = (fromX - (share * alongX), fromY - (share * alongY));
                var covered = Math.Min(reach - MathF.Sqrt((missX * missX) + (missY * missY)), 1);
                ref var pixel = ref coverage[(y * width) + x];
                pixel = Math.Max(pixel, covered);
            }
        }
    }
}
