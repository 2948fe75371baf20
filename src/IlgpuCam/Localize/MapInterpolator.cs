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
    /// <summary>How many segments <see cref="Sides"/> tells of at once: their ends fit into 32 bits.</summary>
    public const int SegmentGroup = 24;

    // The map's rows with at least one copy of the last element behind each, so that they are whole vectors.
    private readonly float[] _map;
    private readonly int _stride;
    private readonly int _mapHeight;
    private readonly int _mapWidth;
    private readonly float _rowScale;
    private readonly float _rowShift;
    private readonly float[] _weights0;
    private readonly float[] _weights1;
    private readonly int[] _starts;
    private readonly float[] _blended;

    // The largest element of two rows that rows of the photo are blended from, by the upper one; NaN where one is.
    private readonly float[] _bands;

    public MapInterpolator(ReadOnlySpan<float> map, int height, int width, Placement placement)
    {
        _mapHeight = height;
        _mapWidth = width;
        _stride = (width | (Vector256<float>.Count - 1)) + 1;
        _map = ArrayPool<float>.Shared.Rent(checked(_stride * height));
        Covered = placement.Covered;
        (_rowScale, _rowShift) = Line(height, placement.Top, placement.Height);

        // Whole vectors are read and written, so everything along x has room for one more.
        _weights0 = ArrayPool<float>.Shared.Rent(Padded(Covered.Width));
        _weights1 = ArrayPool<float>.Shared.Rent(Padded(Covered.Width));
        _blended = ArrayPool<float>.Shared.Rent(_stride);
        _starts = ArrayPool<int>.Shared.Rent(width + 1);
        _bands = ArrayPool<float>.Shared.Rent(height);
        Slack = CopyRows(map);
        FindBands();
        var (scale, shift) = Line(width, placement.Left, placement.Width);
        ColumnWidth = 1 / scale;
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

    /// <summary>No value is further from the true one between the map's elements; NaN or infinite where an element is.</summary>
    public float Slack { get; }

    /// <summary>The pixels between two columns of the map.</summary>
    public float ColumnWidth { get; }

    /// <summary>The length of a row, with room for a whole vector behind it.</summary>
    public static int Padded(int length) => length + Vector256<float>.Count;

    /// <summary>Blends the two rows of the map that a row of the photo lies between; <see cref="Segment"/> and the others then speak of this row.</summary>
    /// <param name="y">The photo's row.</param>
    public void SelectRow(int y)
    {
        var (row, weight1) = Neighbour((_rowScale * (y + 0.5f)) + _rowShift, _mapHeight);
        var weight0 = 1 - weight1;
        var upper = _map.AsSpan(row * _stride, _stride);
        var lower = _map.AsSpan(Math.Min(row + 1, _mapHeight - 1) * _stride, _stride);
        for (var i = 0; i < _stride; i += Vector256<float>.Count)
        {
            ((Vector256.Create<float>(upper[i..]) * weight0) + (Vector256.Create<float>(lower[i..]) * weight1)).CopyTo(_blended.AsSpan(i));
        }
    }

    /// <summary>The covered row that is nearest to the largest element.</summary>
    public int RowOfLargest
    {
        get
        {
            var row = 0;
            for (var i = 1; i < _mapHeight; i++)
            {
                row = _bands[i] > _bands[row] ? i : row;
            }

            // A row's largest element shows in the band above as well, which comes first.
            var element = row + 1 < _mapHeight && _bands[row + 1] == _bands[row] ? row + 1 : row;
            return Math.Clamp((int)(((element - _rowShift) / _rowScale) - 0.5f), Covered.Y0, Covered.Y1 - 1);
        }
    }

    /// <summary>Whether all pixels of a row are below a value for sure, by the rows of the map alone.</summary>
    /// <param name="y">The photo's row.</param>
    /// <param name="value">The value.</param>
    public bool IsBelow(int y, float value) => _bands[Neighbour((_rowScale * (y + 0.5f)) + _rowShift, _mapHeight).Index] + Slack < value;

    /// <summary>Whether all pixels of the selected row are below a value for sure.</summary>
    /// <param name="value">The value.</param>
    public bool IsRowBelow(float value)
    {
        for (var i = 0; i < _stride; i += Vector256<float>.Count)
        {
            if (!Vector256.LessThanAll(Vector256.Create(_blended.AsSpan(i)) + Vector256.Create(Slack), Vector256.Create(value)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Which of <see cref="SegmentGroup"/> segments of the selected row lie on one side of a threshold for sure, a bit each.</summary>
    /// <param name="first">The first segment, a multiple of <see cref="SegmentGroup"/>.</param>
    /// <param name="threshold">The threshold.</param>
    /// <returns>Those all of whose pixels are at least the threshold, and those all of whose pixels are below it.</returns>
    public (uint Above, uint Below) Sides(int first, float threshold)
    {
        var (above, below) = (0u, 0u);
        for (var i = 0; i < 32 && first + i < _stride; i += Vector256<float>.Count)
        {
            var ends = Vector256.Create(_blended.AsSpan(first + i));
            above |= Vector256.GreaterThanOrEqual(ends - Vector256.Create(Slack), Vector256.Create(threshold)).ExtractMostSignificantBits() << i;
            below |= Vector256.LessThan(ends + Vector256.Create(Slack), Vector256.Create(threshold)).ExtractMostSignificantBits() << i;
        }

        return (above & (above >> 1), below & (below >> 1));
    }

    /// <summary>The first pixel of a segment, counted from the first covered column; of the one behind the last, the pixel behind the last.</summary>
    public int Start(int index) => _starts[index];

    /// <summary>The weight of the right end of a pixel's segment.</summary>
    public float Weight(int x) => _weights1[x];

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
        ArrayPool<float>.Shared.Return(_map);
        ArrayPool<float>.Shared.Return(_weights0);
        ArrayPool<float>.Shared.Return(_weights1);
        ArrayPool<float>.Shared.Return(_blended);
        ArrayPool<float>.Shared.Return(_bands);
        ArrayPool<int>.Shared.Return(_starts);
    }

    /// <summary>A map's coordinate, 0 at its first element's centre, is scale * (pixel + 0.5) + shift; float32 from here on, as PyTorch computes it.</summary>
    /// <param name="mapLength">The map's rows or columns.</param>
    /// <param name="start">The input's edge in photo pixels.</param>
    /// <param name="length">How many photo pixels the input takes.</param>
    internal static (float Scale, float Shift) Line(int mapLength, double start, double length) =>
        ((float)(mapLength / length), (float)((-start * mapLength / length) - 0.5));

    // Returns the slack: rows and columns round four times each, by 2^-24 of the largest element, or by the smallest subnormal; there is room left for bounds that are rounded.
    private float CopyRows(ReadOnlySpan<float> map)
    {
        var largest = Vector256<float>.Zero;
        for (var y = 0; y < _mapHeight; y++)
        {
            var row = _map.AsSpan(y * _stride, _stride);
            map.Slice(y * _mapWidth, _mapWidth).CopyTo(row);
            row[_mapWidth..].Fill(row[_mapWidth - 1]);
            for (var i = 0; i < _stride; i += Vector256<float>.Count)
            {
                largest = Vector256.Max(largest, Vector256.Abs(Vector256.Create<float>(row[i..])));
            }
        }

        var result = largest[0];
        for (var i = 1; i < Vector256<float>.Count; i++)
        {
            result = MathF.Max(result, largest[i]);
        }

        return (result * (1f / (1 << 19))) + (16 * float.Epsilon);
    }

    private void FindBands()
    {
        for (var y = 0; y < _mapHeight; y++)
        {
            var row = _map.AsSpan(y * _stride, _mapWidth);
            _bands[y] = row[0];
            foreach (var value in row[1..])
            {
                _bands[y] = MathF.Max(_bands[y], value);
            }

            if (y > 0)
            {
                _bands[y - 1] = MathF.Max(_bands[y - 1], _bands[y]);
            }
        }
    }

    private static (int Index, float Weight) Neighbour(float coordinate, int mapLength)
    {
        coordinate = MathF.Max(coordinate, 0);
        var index = (int)MathF.Min(coordinate, mapLength - 1);
        return (index, MathF.Min(coordinate - index, 1));
    }
}
