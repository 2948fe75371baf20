namespace IlgpuCam.Imaging.Drawing;

/// <summary>From a map's value to one of 256 levels.</summary>
internal readonly struct HeatScale
{
    // Doubles, because the difference of two floats may be infinite.
    private readonly double _offset;
    private readonly double _factor;
    private readonly int _lowest;

    /// <summary>Measures a map.</summary>
    public HeatScale(ref HeatRows rows, HeatRange range)
    {
        var (least, most) = rows.FindRange();
        if (range == HeatRange.Symmetric)
        {
            most = Math.Max(-least, most);
            (least, _lowest) = (-most, Middle);
        }

        _offset = range == HeatRange.ZeroToMaximum ? 0 : least;
        _factor = most > _offset ? (Colormap.Levels - 1) / (most - _offset) : 0;
    }

    /// <summary>The level of 0 where colours go to both sides of it.</summary>
    public const int Middle = Colormap.Levels / 2;

    /// <summary>The level of a value: 0 to 255, NaN counting as lowest, or as 0 where colours go to both sides of it.</summary>
    public int Level(float value)
    {
        if (_factor == 0 || float.IsNaN(value))
        {
            return _lowest;
        }

        var level = (value - _offset) * _factor;
        return level > 0 ? (int)(Math.Min(level, Colormap.Levels - 1) + 0.5) : 0;
    }
}
