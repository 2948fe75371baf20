using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
using IlgpuCam.Localize;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>
/// The bounding boxes of the connected components of the pixels above a level, for one level after the other, from the highest down: components only grow and meet on the way.
/// Rows are cut into pieces that rise and then fall. At any level each piece has one run of pixels at most, and that two of them touch is known from the level at which they do so first;
/// most pieces touch one as high as they are as soon as they have a pixel, and belong to it from the outset. Rows and columns of a component are known from the peaks of its pieces and from
/// those along columns. So a picture comes down to a thousand events or so, sorted by level.
/// </summary>
internal ref struct LevelComponents
{
    private const int Levels = 256;
    private readonly bool _isDiagonal;
    private readonly int[] _first;
    private RowPiece[] _pieces;
    private LevelEvent[] _events;
    private readonly int[] _roots;
    private int _pieceCount;
    private int _eventCount;
    private int _rootCount;
    private int _level;

    /// <summary>Finds the events of a picture.</summary>
    /// <param name="grey">The picture.</param>
    /// <param name="connectivity">Whether pixels that touch at a corner are connected.</param>
    public LevelComponents(GreyPicture grey, Connectivity connectivity)
    {
        _isDiagonal = connectivity == Connectivity.Eight;
        _first = ArrayPool<int>.Shared.Rent(Levels);
        _first.AsSpan(0, Levels).Fill(-1);
        _pieces = ArrayPool<RowPiece>.Shared.Rent(1024);
        _events = ArrayPool<LevelEvent>.Shared.Rent(4096);
        _level = Levels - 1;
        var above = 0;
        var rising = ArrayPool<byte>.Shared.Rent(grey.Padded(0).Length);
        rising.AsSpan().Fill(byte.MaxValue);
        for (var y = 0; y < grey.Height; y++)
        {
            var start = _pieceCount;
            AddPieces(grey.Padded(y), grey.Width, y);
            AddColumnPeaks(grey, y, start, rising);
            if (y > 0)
            {
                AddLinks(grey.Padded(y - 1), grey.Padded(y), above, start);
            }

            above = start;
        }

        for (var i = _pieceCount - 1; i >= 0; i--)
        {
            _pieces[i].Parent = Root(i);
        }

        ArrayPool<byte>.Shared.Return(rising);
        _roots = ArrayPool<int>.Shared.Rent(_pieceCount);
    }

    /// <summary>The number of components at the level.</summary>
    public readonly int Count => _rootCount;

    /// <summary>Goes down to a level; what is above it belongs to components.</summary>
    /// <param name="level">From 0 to 254, at most the one before.</param>
    public void Lower(int level)
    {
        for (; _level > level; _level--)
        {
            for (var i = _first[_level]; i >= 0; i = _events[i].Next)
            {
                var (piece, other, _) = _events[i];
                if (other < 0)
                {
                    AddPixel(piece, ~other);
                }
                else
                {
                    Join(piece, other);
                }
            }
        }

        var count = 0;
        foreach (var root in _roots.AsSpan(0, _rootCount))
        {
            if (_pieces[root].Parent == root)
            {
                _roots[count++] = root;
            }
        }

        _rootCount = count;
    }

    /// <summary>The bounding box of a component.</summary>
    /// <param name="index">From 0 to <see cref="Count"/>; the order means nothing.</param>
    public readonly PixelBox Box(int index)
    {
        ref readonly var root = ref _pieces[_roots[index]];
        return new(root.Left, root.Top, root.Right + 1, root.Bottom + 1);
    }

    /// <summary>Returns the scratch memory.</summary>
    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_first);
        ArrayPool<RowPiece>.Shared.Return(_pieces);
        ArrayPool<LevelEvent>.Shared.Return(_events);
        ArrayPool<int>.Shared.Return(_roots);
    }

    private void AddPieces(ReadOnlySpan<byte> row, int width, int y)
    {
        for (var start = 0; start < width;)
        {
            var peak = Step(row, start, width - 1, isRise: false);
            var end = Step(row, peak, width - 1, isRise: true) + 1;
            if (_pieceCount == _pieces.Length)
            {
                Grow(ref _pieces);
            }

            _pieces[_pieceCount] = new() { Start = start, End = end, Peak = peak, Row = y, Parent = _pieceCount, Left = int.MaxValue, Top = int.MaxValue, Right = -1, Bottom = -1 };
            AddEvent(row[peak], _pieceCount, ~peak);
            if (start > 0)
            {
                AddEvent(row[start - 1], _pieceCount - 1, _pieceCount);
            }

            _pieceCount++;
            start = end;
        }
    }

    /// <summary>The first pixel from one on that is followed by a larger or by a smaller one; the last one where there is none.</summary>
    private static int Step(ReadOnlySpan<byte> row, int x, int last, bool isRise)
    {
        for (; x < last; x += Vector256<byte>.Count)
        {
            var (pixels, next) = (Vector256.Create(row[x..]), Vector256.Create(row[(x + 1)..]));
            var steps = (isRise ? Vector256.GreaterThan(next, pixels) : Vector256.LessThan(next, pixels)).ExtractMostSignificantBits();
            if (steps != 0)
            {
                return x + BitOperations.TrailingZeroCount(steps);
            }
        }

        return last;
    }

    // Along a column as well, what is connected has a pixel that its neighbours do not exceed: the last one of equal ones. Rising says of each column that its last step was not one down.
    private void AddColumnPeaks(GreyPicture grey, int y, int piece, Span<byte> rising)
    {
        var row = grey.Padded(y);
        var below = grey.Padded(Math.Min(y + 1, grey.Height - 1));
        for (var x = 0; x < grey.Width; x += Vector256<byte>.Count)
        {
            var (pixels, next, isRising) = (Vector256.Create(row[x..]), Vector256.Create(below[x..]), Vector256.Create<byte>(rising[x..]));
            var falls = y + 1 < grey.Height ? Vector256.LessThan(next, pixels) : Vector256<byte>.AllBitsSet;
            (Vector256.AndNot(isRising, falls) | Vector256.GreaterThan(next, pixels)).CopyTo(rising[x..]);
            var peaks = (isRising & falls).ExtractMostSignificantBits();
            peaks &= grey.Width - x < Vector256<byte>.Count ? (1u << (grey.Width - x)) - 1 : uint.MaxValue;
            for (; peaks != 0; peaks &= peaks - 1)
            {
                var column = x + BitOperations.TrailingZeroCount(peaks);
                while (_pieces[piece].End <= column)
                {
                    piece++;
                }

                AddEvent(row[column], piece, ~column);
            }
        }
    }

    private void AddLinks(ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, int upper, int start)
    {
        var reach = _isDiagonal ? 1 : 0;
        for (var i = start; i < _pieceCount; i++)
        {
            while (_pieces[upper].End + reach <= _pieces[i].Start)
            {
                upper++;
            }

            for (var j = upper; j < start && _pieces[j].Start < _pieces[i].End + reach; j++)
            {
                Link(Meeting(above, row, _pieces[j], _pieces[i]), j, above[_pieces[j].Peak], i, row[_pieces[i].Peak]);
            }
        }
    }

    // A piece that is no higher than the level of the meeting is never without the other; but only one other, since two need not be connected above that level.
    private void Link(byte level, int first, byte firstPeak, int second, byte secondPeak)
    {
        if (level == secondPeak && !_pieces[second].IsAttached)
        {
            _pieces[second].IsAttached = true;
            Join(first, second);
        }
        else if (level == firstPeak && !_pieces[first].IsAttached)
        {
            _pieces[first].IsAttached = true;
            Join(second, first);
        }
        else
        {
            AddEvent(level, first, second);
        }
    }

    /// <summary>The highest level at which two pieces touch: over neighbouring pixels the largest of the smaller of both.</summary>
    private readonly byte Meeting(ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, in RowPiece upper, in RowPiece lower)
    {
        // Mostly one's peak lies beside a larger pixel of the other, and more there cannot be.
        if (lower.Peak >= upper.Start && lower.Peak < upper.End && above[lower.Peak] >= row[lower.Peak])
        {
            return row[lower.Peak];
        }

        if (upper.Peak >= lower.Start && upper.Peak < lower.End && row[upper.Peak] >= above[upper.Peak])
        {
            return above[upper.Peak];
        }

        var start = Math.Max(upper.Start, lower.Start);
        var best = LargestOfSmaller(Vector256<byte>.Zero, above[start..], row[start..], Math.Min(upper.End, lower.End) - start);
        if (_isDiagonal)
        {
            start = Math.Max(upper.Start, lower.Start - 1);
            best = LargestOfSmaller(best, above[start..], row[(start + 1)..], Math.Min(upper.End, lower.End - 1) - start);
            start = Math.Max(upper.Start - 1, lower.Start);
            best = LargestOfSmaller(best, above[(start + 1)..], row[start..], Math.Min(upper.End - 1, lower.End) - start);
        }

        return GreyPicture.Maximum(best);
    }

    private static Vector256<byte> LargestOfSmaller(Vector256<byte> best, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, int count)
    {
        var i = 0;
        for (; i <= count - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            best = Vector256.Max(best, Vector256.Min(Vector256.Create(first[i..]), Vector256.Create(second[i..])));
        }

        if (i < count)
        {
            var smaller = Vector256.Min(Vector256.Create(first[i..]), Vector256.Create(second[i..]));
            best = Vector256.Max(best, smaller & Vector256.LessThan(Vector256<byte>.Indices, Vector256.Create((byte)(count - i))));
        }

        return best;
    }

    private void AddEvent(byte level, int piece, int other)
    {
        // Nothing goes below 0.
        if (level == 0)
        {
            return;
        }

        if (_eventCount == _events.Length)
        {
            Grow(ref _events);
        }

        _events[_eventCount] = new(piece, other, _first[level]);
        _first[level] = _eventCount++;
    }

    private void AddPixel(int piece, int column)
    {
        var row = _pieces[piece].Row;
        piece = Root(piece);
        ref var root = ref _pieces[piece];
        if (!root.IsActive)
        {
            root.IsActive = true;
            _roots[_rootCount++] = piece;
        }

        (root.Left, root.Right) = (Math.Min(root.Left, column), Math.Max(root.Right, column));
        (root.Top, root.Bottom) = (Math.Min(root.Top, row), Math.Max(root.Bottom, row));
    }

    private readonly void Join(int first, int second)
    {
        first = Root(first);
        second = Root(second);
        if (first != second)
        {
            // The taller one takes the other, so that ways to a root stay short.
            if (_pieces[first].Bottom - _pieces[first].Top < _pieces[second].Bottom - _pieces[second].Top)
            {
                (first, second) = (second, first);
            }

            ref var root = ref _pieces[first];
            ref var joined = ref _pieces[second];
            joined.Parent = first;
            (root.Left, root.Right) = (Math.Min(root.Left, joined.Left), Math.Max(root.Right, joined.Right));
            (root.Top, root.Bottom) = (Math.Min(root.Top, joined.Top), Math.Max(root.Bottom, joined.Bottom));
        }
    }

    private readonly int Root(int piece)
    {
        while (_pieces[piece].Parent != piece)
        {
            piece = _pieces[piece].Parent = _pieces[_pieces[piece].Parent].Parent;
        }

        return piece;
    }

    private static void Grow<T>(ref T[] array)
    {
        var larger = ArrayPool<T>.Shared.Rent(checked(array.Length * 2));
        array.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
