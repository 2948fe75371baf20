using System.Buffers;

namespace IlgpuCam.Images;

/// <summary>
/// The rows that the vertical pass reads: the source's own where there is no horizontal pass, else resampled ones in a ring of just as many as one target row needs.
/// Rows are asked for in ascending order.
/// </summary>
internal ref struct StripRows
{
    private readonly RgbImage _source;
    private readonly HorizontalTaps? _taps;
    private readonly byte[] _ring;
    private int _next;

    /// <summary>Rows of the source from a column on.</summary>
    public StripRows(RgbImage source, int column)
    {
        _source = source;
        _ring = [];
        Bytes = source.Pixels.AsSpan(column * 3);
        Stride = source.Width * 3;
        Capacity = source.Height;
        _next = source.Height;
    }

    /// <summary>Rows resampled when they are first needed.</summary>
    public StripRows(RgbImage source, HorizontalTaps taps, int capacity)
    {
        _source = source;
        _taps = taps;
        Stride = taps.Columns * 3;
        Capacity = capacity;
        _ring = ArrayPool<byte>.Shared.Rent(Stride * capacity);
        Bytes = _ring;
    }

    /// <summary>The rows' bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>How many rows there are; row y is at y modulo this.</summary>
    public int Capacity { get; }

    /// <summary>Makes rows available; those more than <see cref="Capacity"/> above the last are lost.</summary>
    /// <param name="first">The first row needed.</param>
    /// <param name="end">The row behind the last.</param>
    public void Require(int first, int end)
    {
        for (_next = Math.Max(_next, first); _next < end; _next++)
        {
            _taps!.Apply(_source.Row(_next), _ring.AsSpan(_next % Capacity * Stride, Stride));
        }
    }

    /// <summary>Returns the scratch memory.</summary>
    public readonly void Dispose()
    {
        if (_ring.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_ring);
        }
    }
}
