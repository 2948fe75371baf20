using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace IlgpuCam.Localize;

/// <summary>
/// The borders of a binary picture: of every 8-connected component of the foreground the outer one, and one for every hole, which is a 4-connected
/// piece of background that does not reach the picture's edge (Suzuki and Abe, "Topological structural analysis of digitized binary images by border following", 1985,
/// algorithm 1 without the hierarchy).
/// </summary>
public static class Contours
{
    private const sbyte Followed = 2;

    // A border's pixel whose right neighbour is background on that border: no hole starts there any more.
    private const sbyte RightEdge = -2;

    /// <summary>Finds all borders, in row-major order of the pixels where they are met first.</summary>
    /// <param name="mask">A byte a pixel in row-major order; all but 0 is foreground.</param>
    /// <param name="width">The picture's columns, at least 1.</param>
    /// <param name="height">The picture's rows, at least 1.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the mask.</exception>
    public static List<Contour> Find(ReadOnlySpan<byte> mask, int width, int height) => FindAbove(0, mask, width, height);

    /// <summary>The same for the pixels of a grey picture that are above a value.</summary>
    /// <param name="cut">The value.</param>
    /// <param name="grey">A byte a pixel in row-major order.</param>
    /// <param name="width">The picture's columns, at least 1.</param>
    /// <param name="height">The picture's rows, at least 1.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the picture.</exception>
    public static List<Contour> FindAbove(byte cut, ReadOnlySpan<byte> grey, int width, int height)
    {
        Explain.MapSizes.Check(height, width, grey.Length, nameof(grey));
        return FindAbove(cut, grey, width, height, width);
    }

    /// <summary>The same where the rows lie apart.</summary>
    /// <param name="cut">The value.</param>
    /// <param name="grey">A byte a pixel in row-major order.</param>
    /// <param name="width">The picture's columns, at least 1.</param>
    /// <param name="height">The picture's rows, at least 1.</param>
    /// <param name="step">From a row to the next.</param>
    internal static List<Contour> FindAbove(byte cut, ReadOnlySpan<byte> grey, int width, int height, int step)
    {
        // A frame of background around the picture, so that neighbours need no checks.
        var stride = width + 2;
        var length = checked(stride * (height + 2));
        var rented = ArrayPool<sbyte>.Shared.Rent(length);
        var labels = rented.AsSpan(0, length);
        labels.Clear();
        for (var y = 0; y < height; y++)
        {
            ToOnes(cut, grey.Slice(y * step, width), MemoryMarshal.AsBytes(labels.Slice(((y + 1) * stride) + 1, width)));
        }

        var contours = new List<Contour>();
        var follower = new BorderFollower(labels, stride);
        for (var y = 1; y <= height; y++)
        {
            Scan(follower, labels.Slice(y * stride, stride), y * stride, contours);
        }

        ArrayPool<sbyte>.Shared.Return(rented);
        return contours;
    }

    private static void ToOnes(byte cut, ReadOnlySpan<byte> grey, Span<byte> row)
    {
        var x = 0;
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            (Vector.GreaterThan(new Vector<byte>(grey[x..]), new Vector<byte>(cut)) & Vector<byte>.One).CopyTo(row[x..]);
        }

        for (; x < row.Length; x++)
        {
            row[x] = grey[x] > cut ? (byte)1 : (byte)0;
        }
    }

    // Borders start only at the ends of a row's runs.
    private static void Scan(in BorderFollower follower, ReadOnlySpan<sbyte> row, int offset, List<Contour> contours)
    {
        for (var x = 0; row[x..].IndexOfAnyExcept((sbyte)0) is var skip and >= 0;)
        {
            var start = x + skip;
            x = start + row[start..].IndexOf((sbyte)0);
            if (row[start] == 1)
            {
                contours.Add(follower.Follow(offset + start, isHole: false));
            }

            if (row[x - 1] > 0)
            {
                contours.Add(follower.Follow(offset + x - 1, isHole: true));
            }
        }
    }

    /// <summary>Follows one border and marks its pixels.</summary>
    /// <param name="labels">The framed picture: 0 for background, 1 for foreground that no border has passed.</param>
    /// <param name="stride">The length of a row of it.</param>
    private readonly ref struct BorderFollower(Span<sbyte> labels, int stride)
    {
        private const int East = 0;
        private const int West = 4;
        private readonly Span<sbyte> _labels = labels;
        private readonly int[] _steps = [1, 1 - stride, -stride, -stride - 1, -1, stride - 1, stride, stride + 1];

        // Counterclockwise as one looks at the picture, from the right; the steps are the same in one number.
        private static ReadOnlySpan<sbyte> Columns => [1, 1, 0, -1, -1, -1, 0, 1];

        private static ReadOnlySpan<sbyte> Rows => [0, -1, -1, -1, 0, 1, 1, 1];

        public Contour Follow(int start, bool isHole)
        {
            var bounds = new Bounds(start % stride, start / stride);
            var background = isHole ? East : West;
            var first = background;
            do
            {
                first = (first - 1) & 7;
            }
            while (_labels[start + _steps[first]] == 0 && first != background);

            if (first == background)
            {
                _labels[start] = RightEdge;
                return bounds.ToContour(isHole);
            }

            var (pixel, from) = (start, first);
            var (x, y) = (start % stride, start / stride);
            while (true)
            {
                var direction = from;
                var passedRight = false;
                do
                {
                    passedRight |= direction == East && direction != from;
                    direction = (direction + 1) & 7;
                }
                while (_labels[pixel + _steps[direction]] == 0);

                _labels[pixel] = passedRight ? RightEdge : _labels[pixel] == 1 ? Followed : _labels[pixel];
                var next = pixel + _steps[direction];
                (x, y) = (x + Columns[direction], y + Rows[direction]);
                bounds.Add(x, y);
                if (next == start && pixel == start + _steps[first])
                {
                    return bounds.ToContour(isHole);
                }

                (pixel, from) = (next, (direction + 4) & 7);
            }
        }
    }

    // Columns and rows count the frame.
    private struct Bounds(int x, int y)
    {
        private int _left = x;
        private int _top = y;
        private int _right = x;
        private int _bottom = y;
        private int _x = x;
        private int _y = y;
        private long _twiceArea;

        public void Add(int x, int y)
        {
            _twiceArea += ((long)_x * y) - ((long)x * _y);
            (_x, _y) = (x, y);
            (_left, _right) = (Math.Min(_left, x), Math.Max(_right, x));
            (_top, _bottom) = (Math.Min(_top, y), Math.Max(_bottom, y));
        }

        public readonly Contour ToContour(bool isHole) => new(new(_left - 1, _top - 1, _right, _bottom), Math.Abs(_twiceArea) / 2.0, isHole);
    }
}
