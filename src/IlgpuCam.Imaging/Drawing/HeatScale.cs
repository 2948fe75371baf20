namespace IlgpuCam.Imaging.Drawing;

/// <summary>From a map's value to one of 256 levels.</summary>
internal readonly struct HeatScale
{
    private readonly float _offset;
    private readonly float _factor;

    /// <summary>Measures a map.</summary>
    public HeatScale(ref HeatRows rows, HeatRange range)
    {
        var (least, most) = rows.FindRange();
        _offset = range == HeatRange.ZeroToMaximum ? 0 : least;

        // Halves, because the difference of two floats may be infinite.
        var extent = (most / 2) - (_offset / 2);
        _factor = extent > 0 ? 0.5f / extent : 0;
    }

    /// <summary>The level of a value: 0 to 255, NaN counting as lowest.</summary>
    public int Level(float value)
    {
        var share = (value - _offset) * _factor;
        return share > 0 ? (int)((MathF.Min(share, 1) * (Colormap.Levels - 1)) + 0.5f) : 0;
    }
}
