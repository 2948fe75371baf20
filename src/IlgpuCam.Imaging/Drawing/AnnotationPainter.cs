using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Drawing;

/// <summary>Draws boxes and labels in a size that fits the picture.</summary>
internal sealed class AnnotationPainter
{
    // Letters smaller than this cannot be read.
    private const float LeastUnit = 0.62f;
    private const float PlateOpacity = 0.82f;
    private static readonly RgbColor Dark = new(16, 18, 24);

    private readonly Canvas _canvas;
    private readonly RgbColor _color;
    private readonly int _thickness;
    private readonly TextPlate _plate;

    /// <summary>Chooses the sizes for a picture.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="color">The colour of boxes.</param>
    public AnnotationPainter(Canvas canvas, RgbColor color)
    {
        _canvas = canvas;
        _color = color;

        // Mostly by the shorter side, somewhat by the area: letters of a panorama may be a little larger than its height alone would have them.
        var size = MathF.Sqrt(Math.Min(canvas.Width, canvas.Height) * MathF.Sqrt((float)canvas.Width * canvas.Height));
        _thickness = Math.Max((int)MathF.Round(size / 170), 1);
        _plate = new TextPlate(MathF.Max(size / 400, LeastUnit));
    }

    /// <summary>Draws a box, if there is one.</summary>
    public void DrawBox(Annotation annotation)
    {
        if (annotation.Box is not { } box)
        {
            return;
        }

        // The seam lies inside and outside; on small pictures it would hide more than it helps.
        var seam = Math.Max(1, _thickness / 3);
        if (Math.Min(box.Width, box.Height) >= 8 * _thickness)
        {
            _canvas.Outline(Grow(box, seam), _thickness + (2 * seam), Dark, 0.55f);
        }

        _canvas.Outline(box, _thickness, _color);
    }

    /// <summary>Writes the label at the box: above it if there is room, else inside it at the top; always inside the picture, or not at all.</summary>
    public void DrawLabel(Annotation annotation)
    {
        var height = _plate.Height;
        var text = _plate.Fit(annotation.Label, annotation.Value, _canvas.Width);
        if (text.Length == 0 || height * 3 > _canvas.Height)
        {
            return;
        }

        var box = annotation.Box ?? default;
        var width = _plate.Measure(text);
        var above = annotation.Box is not null && box.Y0 >= height;
        var inset = above || annotation.Box is null ? 0 : _thickness;
        var left = Math.Clamp(box.X0 + inset, 0, _canvas.Width - width);
        var top = Math.Clamp(above ? box.Y0 - height : box.Y0 + inset, 0, _canvas.Height - height);
        _canvas.Fill(new PixelBox(left, top, left + width, top + height), Dark, PlateOpacity);
        _plate.Write(_canvas, text, left, top, RgbColor.White);
    }

    private static PixelBox Grow(PixelBox box, int by) => new(box.X0 - by, box.Y0 - by, box.X1 + by, box.Y1 + by);
}
