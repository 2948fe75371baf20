using System.Numerics;

namespace IlgpuCam.Imaging.Png;

/// <summary>Applies each row filter and picks one by the least sum of absolute differences (PNG third edition, section 12.7).</summary>
internal sealed class PngFilter
{
    private const int Filters = 5;
    private readonly int _distance;
    private readonly int _length;

    // Rows are preceded by a pixel of zeros, so that the first pixel needs no case of its own.
    private readonly byte[] _above;
    private readonly byte[] _current;
    private readonly byte[][] _candidates;

    /// <summary>Prepares for rows of one length.</summary>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="distance">Bytes of a pixel.</param>
    public PngFilter(int rowBytes, int distance)
    {
        _distance = distance;
        _length = rowBytes;
        _above = new byte[rowBytes + distance];
        _current = new byte[rowBytes + distance];
        _candidates = new byte[Filters][];
        for (var filter = 0; filter < Filters; filter++)
        {
            _candidates[filter] = new byte[rowBytes + 1];
            _candidates[filter][0] = (byte)filter;
        }
    }

    /// <summary>Filters the next row.</summary>
    /// <param name="row">The pixels.</param>
    /// <returns>The filter byte and the filtered row; valid until the next call.</returns>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> row)
    {
        _current.AsSpan(_distance).CopyTo(_above.AsSpan(_distance));
        row.CopyTo(_current.AsSpan(_distance));
        var best = 0;
        var least = ulong.MaxValue;
        for (var filter = 0; filter < Filters; filter++)
        {
            var sum = filter switch
            {
                0 => Run<None>(filter),
                1 => Run<Sub>(filter),
                2 => Run<Up>(filter),
                3 => Run<Average>(filter),
                _ => Run<Paeth>(filter),
            };
            if (sum < least)
            {
                (best, least) = (filter, sum);
            }
        }

        return _candidates[best];
    }

    /// <summary>The last row with one of the filters: the filter byte and the filtered row.</summary>
    public ReadOnlySpan<byte> Candidate(int filter) => _candidates[filter];

    private ulong Run<T>(int filter)
        where T : struct, IPredictor
    {
        ReadOnlySpan<byte> current = _current.AsSpan(_distance, _length);
        ReadOnlySpan<byte> left = _current.AsSpan(0, _length);
        ReadOnlySpan<byte> above = _above.AsSpan(_distance, _length);
        ReadOnlySpan<byte> aboveLeft = _above.AsSpan(0, _length);
        var filtered = _candidates[filter].AsSpan(1, _length);
        var total = 0UL;
        var x = 0;
        while (x <= _length - Vector<byte>.Count)
        {
            // Each 16-bit lane takes at most 2 * 128 a step.
            var sums = Vector<ushort>.Zero;
            var end = Math.Min(_length - Vector<byte>.Count, x + (255 * Vector<byte>.Count) - 1);
            for (; x <= end; x += Vector<byte>.Count)
            {
                var prediction = T.Predict(new Vector<byte>(left[x..]), new Vector<byte>(above[x..]), new Vector<byte>(aboveLeft[x..]));
                var difference = new Vector<byte>(current[x..]) - prediction;
                difference.CopyTo(filtered[x..]);
                Vector.Widen(Vector.AsVectorByte(Vector.Abs(Vector.AsVectorSByte(difference))), out var lower, out var upper);
                sums += lower + upper;
            }

            Vector.Widen(sums, out var low, out var high);
            total += Vector.Sum(low + high);
        }

        for (; x < _length; x++)
        {
            var difference = (byte)(current[x] - T.Predict(left[x], above[x], aboveLeft[x]));
            filtered[x] = difference;
            total += (ulong)Math.Abs((int)(sbyte)difference);
        }

        return total;
    }

    private interface IPredictor
    {
        static abstract byte Predict(byte left, byte above, byte aboveLeft);

        static abstract Vector<byte> Predict(Vector<byte> left, Vector<byte> above, Vector<byte> aboveLeft);
    }

    private readonly struct None : IPredictor
    {
        public static byte Predict(byte left, byte above, byte aboveLeft) => 0;

        public static Vector<byte> Predict(Vector<byte> left, Vector<byte> above, Vector<byte> aboveLeft) => Vector<byte>.Zero;
    }

    private readonly struct Sub : IPredictor
    {
        public static byte Predict(byte left, byte above, byte aboveLeft) => left;

        public static Vector<byte> Predict(Vector<byte> left, Vector<byte> above, Vector<byte> aboveLeft) => left;
    }

    private readonly struct Up : IPredictor
    {
        public static byte Predict(byte left, byte above, byte aboveLeft) => above;

        public static Vector<byte> Predict(Vector<byte> left, Vector<byte> above, Vector<byte> aboveLeft) => above;
    }

    private readonly struct Average : IPredictor
    {
        public static byte Predict(byte left, byte above, byte aboveLeft) => (byte)((left + above) >> 1);

        // The common bits plus half of the differing ones: the mean rounded down, without a ninth bit.
        public static Vector<byte> Predict(Vector<byte> left, Vector<byte> above, Vector<byte> aboveLeft) =>
            (left & above) + (((left ^ above) >>> 1) & new Vector<byte>(0x7F));
    }

    private readonly struct Paeth : IPredictor
    {
        public static byte Predict(byte left, byte above, byte aboveLeft) => (byte)PngUnfilter.PaethPredict(left, above, aboveLeft);

        // The distances to left and above fit in a byte; the third is their difference where aboveLeft lies between the two, else their sum.
        public static Vector<byte> Predict(Vector<byte> left, Vector<byte> above, Vector<byte> aboveLeft)
        {
            var toLeft = Vector.Max(above, aboveLeft) - Vector.Min(above, aboveLeft);
            var toAbove = Vector.Max(left, aboveLeft) - Vector.Min(left, aboveLeft);
            var between = Vector.Equals(Vector.GreaterThan(left, aboveLeft), Vector.GreaterThan(aboveLeft, above));
            var difference = Vector.Max(toLeft, toAbove) - Vector.Min(toLeft, toAbove);
            var toAboveLeft = Vector.ConditionalSelect(between, difference, new Vector<byte>(byte.MaxValue));
            var other = Vector.ConditionalSelect(Vector.LessThanOrEqual(toAbove, toAboveLeft), above, aboveLeft);
            return Vector.ConditionalSelect(Vector.LessThanOrEqual(toLeft, Vector.Min(toAbove, toAboveLeft)), left, other);
        }
    }
}
