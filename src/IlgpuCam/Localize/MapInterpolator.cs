using System.Buffers;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Localize;

/// <summary>
/// Bilinear interpolation of a map at the photo's pixels, half-pixel centres, edges clamped, in float32 (<c>align_corners = false</c> of PyTorch's interpolate).
/// A row of the photo is blended from two rows of the map first; between two columns of the map the photo's pixels form a segment in which both neighbours
/// are constant. All who need values, or only bounds of them, go through the segments, so that they agree to the last bit.
/// </summary>
internal readonly ref struct MapInterpolator
{
    private readonly ReadOnlySpan<float> _map;
    private readonly int _mapHeight;
    private readonly int _mapWidth;
    private readonly float _rowScale;
    private readonly float _rowShift;
    private readonly float[] _weights0;
    private readonly float[] _weights1;
    private readonly int[] _starts;
    private readonly float[] _blended;

    public MapInterpolator(ReadOnlySpan<float> map, int height, int width, Placement placement)
    {
        _map = map;
        _mapHeight = height;
        _mapWidth = width;
        Covered = placement.Covered;
        (_rowScale, _rowShift) = Line(height, placement.Top, placement.Height);

        // Whole vectors are read and written, so everything along x has room for one more.
        _weights0 = ArrayPool<float>.Shared.Rent(Padded(Covered.Width));
        _weights1 = ArrayPool<float>.Shared.Rent(Padded(Covered.Width));
        _blended = ArrayPool<float>.Shared.Rent(width + 1);
        _starts = ArrayPool<int>.Shared.Rent(width + 1);
        var (scale, shift) = Line(width, placement.Left, placement.Width);
        var segment = 0;
        for (var x = 0; x < Covered.Width; x++)
        {
            var (column, weight) = Neighbour((scale * (Covered.X0 + x + 0.5f)) + shift, width);
            for (; segment <= column; segment++)
            {
                _starts[segment] = x;
            }

            _weights1[x] = weight;
            _weights0[x] = 1 - weight;
        }

        _starts.AsSpan(segment..(width + 1)).Fill(Covered.Width);
    }

    /// <summary>The photo's pixels that have a value.</summary>
    public PixelBox Covered { get; }

    /// <summary>The number of segments in a row, one from each column of the map; many are empty where the map is finer than the photo.</summary>
    public int Segments => _mapWidth;

    /// <summary>The length of a row, with room for a whole vector behind it.</summary>
    public static int Padded(int length) => length + Vector256<float>.Count;

    /// <summary>Blends the two rows of the map that a row of the photo lies between; <see cref="Segment"/> and the others then speak of this row.</summary>
    /// <param name="y">The photo's row.</param>
    public void SelectRow(int y)
    {
        var (row, weight1) = Neighbour((_rowScale * (y + 0.5f)) + _rowShift, _mapHeight);
        var weight0 = 1 - weight1;
        var upper = _map.Slice(row * _mapWidth, _mapWidth);
        var lower = _map.Slice(Math.Min(row + 1, _mapHeight - 1) * _mapWidth, _mapWidth);
        var blended = _blended.AsSpan(0, _mapWidth + 1);
        var i = 0;
        for (; i <= _mapWidth - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            ((Vector256.Create(upper[i..]) * weight0) + (Vector256.Create(lower[i..]) * weight1)).CopyTo(blended[i..]);
        }

        for (; i < _mapWidth; i++)
        {
            blended[i] = (upper[i] * weight0) + (lower[i] * weight1);
        }

        // The last column's neighbour is itself.
        blended[_mapWidth] = blended[_mapWidth - 1];
    }

    /// <summary>A segment of the selected row: its pixels, counted from the first covered column, and the values at its ends.</summary>
    public MapSegment Segment(int index) => new(_starts[index], _starts[index + 1], _blended[index], _blended[index + 1]);

    /// <summary>The values of a segment's pixels from <paramref name="x"/> on; those behind its end mean nothing.</summary>
    public Vector256<float> Values(in MapSegment segment, int x) =>
        (Vector256.Create(_weights0.AsSpan(x)) * segment.Left) + (Vector256.Create(_weights1.AsSpan(x)) * segment.Right);

    /// <summary>Writes the selected row.</summary>
    /// <param name="row">As long as <see cref="Padded"/> says of the covered columns.</param>
    public void WriteRow(Span<float> row)
    {
        // Segments come in order, so what a vector writes behind the end of one is overwritten by the next.
        for (var i = 0; i < Segments; i++)
        {
            var segment = Segment(i);
            for (var x = segment.Start; x < segment.End; x += Vector256<float>.Count)
            {
                Values(segment, x).CopyTo(row[x..]);
            }
        }
    }

    /// <summary>Returns the scratch memory.</summary>
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_weights0);
        ArrayPool<float>.Shared.Return(_weights1);
        ArrayPool<float>.Shared.Return(_blended);
        ArrayPool<int>.Shared.Return(_starts);
    }

    /// <summary>A map's coordinate, 0 at its first element's centre, is scale * (pixel + 0.5) + shift; float32 from here on, as PyTorch computes it.</summary>
    /// <param name="mapLength">The map's rows or columns.</param>
    /// <param name="start">The input's edge in photo pixels.</param>
    /// <param name="length">How many photo pixels the input takes.</param>
    internal static (float Scale, float Shift) Line(int mapLength, double start, double length) =>
        ((float)(mapLength / length), (float)((-start * mapLength / length) - 0.5));

    private static (int Index, float Weight) Neighbour(float coordinate, int mapLength)
    {
        coordinate = MathF.Max(coordinate, 0);
        var index = (int)MathF.Min(coordinate, mapLength - 1);
        return (index, MathF.Min(coordinate - index, 1));
    }
}
