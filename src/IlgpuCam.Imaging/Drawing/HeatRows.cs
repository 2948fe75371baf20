using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam.Imaging.Drawing;

/// <summary>
/// The rows of a map at the size of a picture: given as they are, or upsampled a few rows at a time, so that the full-size map need not exist.
/// </summary>
internal ref struct HeatRows
{
    private const int BandRows = 64;
    private readonly ReadOnlySpan<float> _values;
    private readonly ActivationMap? _map;
    private readonly Placement _placement;
    private readonly float[] _band;
    private int _bandStart;

    /// <summary>Takes a map that has the picture's size.</summary>
    public HeatRows(ReadOnlySpan<float> values, int width, int height)
    {
        if (width < 1 || height < 1 || values.Length != (long)width * height)
        {
            throw new ArgumentException($"a map of {width}x{height} has {(long)width * height} values, found {values.Length}", nameof(values));
        }

        _values = values;
        _band = [];
        (Width, Height) = (width, height);
    }

    /// <summary>Takes a map at the resolution of the features, to be placed on the picture.</summary>
    public HeatRows(ActivationMap map, Placement placement)
    {
        if (placement.PhotoWidth < 1)
        {
            throw new ArgumentException("the placement is an unset value", nameof(placement));
        }

        _map = map;
        _placement = placement;
        (Width, Height) = (placement.PhotoWidth, placement.PhotoHeight);
        _band = new float[Width * Math.Min(BandRows, Height)];
        _bandStart = -BandRows;
    }

    /// <summary>The picture's width.</summary>
    public int Width { get; }

    /// <summary>The picture's height.</summary>
    public int Height { get; }

    /// <summary>The smallest and the largest value that is neither NaN nor infinite; (0, 0) if there is none.</summary>
    public (float Least, float Most) FindRange()
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var y = 0; y < Height; y++)
        {
            foreach (var value in this[y])
            {
                if (float.IsFinite(value))
                {
                    least = MathF.Min(least, value);
                    most = MathF.Max(most, value);
                }
            }
        }

        return least <= most ? (least, most) : (0, 0);
    }

    /// <summary>A row, valid until the next one is asked for.</summary>
    /// <param name="y">The row, 0 at the top.</param>
    public ReadOnlySpan<float> this[int y]
    {
        get
        {
            if (_map is null)
            {
                return _values.Slice(y * Width, Width);
            }

            if (y < _bandStart || y >= _bandStart + BandRows)
            {
                _bandStart = y / BandRows * BandRows;
                Upsample(Math.Min(BandRows, Height - _bandStart));
            }

            return _band.AsSpan((y - _bandStart) * Width, Width);
        }
    }

    // The band is a picture of its own, on which the input lies higher up.
    private readonly void Upsample(int rows)
    {
        var covered = _placement.Covered;
        var band = _band.AsSpan(0, rows * Width);
        if (covered.Y0 >= _bandStart + rows || covered.Y1 <= _bandStart)
        {
            band.Clear();
            return;
        }

        var placement = new Placement(Width, rows, _placement.Left, _placement.Top - _bandStart, _placement.Width, _placement.Height);
        Localizer.Upsample(_map!, placement, band);
    }
}
