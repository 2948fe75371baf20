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

    /// <summary>Puts another picture on this one, where it must fit.</summary>
    /// <param name="picture">The other one.</param>
    /// <param name="left">Where its first column goes.</param>
    /// <param name="top">Where its first row goes.</param>
    public void Paste(RgbImage picture, int left, int top)
    {
        for (var y = 0; y < picture.Height; y++)
        {
            picture.Row(y).CopyTo(image.Row(top + y)[(3 * left)..]);
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
        var area = Within(
            left - reach, baseline - ((StrokeFont.CapHeight + 3) * unit) - reach, left + (glyph.Width * unit) + reach, baseline + (StrokeFont.Descent * unit) + reach);
        var coverage = Cover(area);
        for (var i = 0; i < glyph.Lines.Length && !coverage.IsEmpty; i += 4)
        {
            CoverLine(
                coverage,
                area.Width,
                left + (glyph.Lines[i] * unit) - area.X0,
                baseline - (glyph.Lines[i + 1] * unit) - area.Y0,
                left + (glyph.Lines[i + 2] * unit) - area.X0,
                baseline - (glyph.Lines[i + 3] * unit) - area.Y0,
                reach);
        }

        Paint(area, coverage, color);
    }

    /// <summary>Draws a line with round ends.</summary>
    /// <param name="start">One end; whole numbers are corners of pixels.</param>
    /// <param name="end">The other.</param>
    /// <param name="thickness">Its width in pixels.</param>
    /// <param name="color">The colour.</param>
    public void Line((float X, float Y) start, (float X, float Y) end, float thickness, RgbColor color)
    {
        var reach = (thickness / 2) + 0.5f;
        var area = Within(Math.Min(start.X, end.X) - reach, Math.Min(start.Y, end.Y) - reach, Math.Max(start.X, end.X) + reach, Math.Max(start.Y, end.Y) + reach);
        var coverage = Cover(area);
        if (!coverage.IsEmpty)
        {
            CoverLine(coverage, area.Width, start.X - area.X0, start.Y - area.Y0, end.X - area.X0, end.Y - area.Y0, reach);
            Paint(area, coverage, color);
        }
    }

    private PixelBox Within(float x0, float y0, float x1, float y1) => new(
        Math.Max((int)MathF.Floor(x0), 0), Math.Max((int)MathF.Floor(y0), 0),
        Math.Min((int)MathF.Ceiling(x1) + 1, image.Width), Math.Min((int)MathF.Ceiling(y1) + 1, image.Height));

    private Span<float> Cover(PixelBox area)
    {
        if (area.Width <= 0 || area.Height <= 0)
        {
            return [];
        }

        var size = area.Width * area.Height;
        if (_coverage.Length < size)
        {
            _coverage = new float[size];
        }

        var coverage = _coverage.AsSpan(0, size);
        coverage.Clear();
        return coverage;
    }

    private void Paint(PixelBox area, ReadOnlySpan<float> coverage, RgbColor color)
    {
        for (var i = 0; i < coverage.Length; i++)
        {
            if (coverage[i] > 0)
            {
                Blend(image.Row(area.Y0 + (i / area.Width)).Slice(3 * (area.X0 + (i % area.Width)), 3), color, (int)MathF.Round(coverage[i] * 256));
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
