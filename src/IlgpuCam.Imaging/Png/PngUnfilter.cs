using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Imaging.Png;

/// <summary>Undoes the row filters (PNG third edition, section 9): what was stored is the difference from a prediction.</summary>
internal static class PngUnfilter
{
    private interface IPredictor
    {
        static abstract int Predict(int left, int above, int aboveLeft);

        static abstract Vector128<short> Predict(Vector128<short> left, Vector128<short> above, Vector128<short> aboveLeft);
    }

    /// <summary>Restores one row; all three rows have one length.</summary>
    /// <param name="filter">The filter byte.</param>
    /// <param name="source">The filtered row.</param>
    /// <param name="above">The restored row above, or zeros.</param>
    /// <param name="destination">Where the restored row goes; must not overlap the others.</param>
    /// <param name="distance">Bytes from a sample to the one it is predicted from: 1, 2, 3, 4, 6 or 8.</param>
    /// <returns>False if there is no such filter.</returns>
    public static bool Apply(int filter, ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> destination, int distance)
    {
        switch (filter)
        {
            case 0:
                source.CopyTo(destination);
                return true;
            case 1:
                Run<Sub>(source, above, destination, distance);
                return true;
            case 2:
                AddAbove(source, above, destination);
                return true;
            case 3:
                Run<Average>(source, above, destination, distance);
                return true;
            case 4:
                Run<Paeth>(source, above, destination, distance);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The neighbour nearest to left + above - aboveLeft; ties go to left, then above.</summary>
    /// <remarks>
    /// Where aboveLeft lies outside left and above, the far one of these is nearest. Between them aboveLeft itself is, unless it is so close to one
    /// that the other one wins: low if high - aboveLeft &lt;= 2 * aboveLeft - low - high, and the mirror image of that. Both come down to one threshold.
    /// </remarks>
    public static int PaethPredict(int left, int above, int aboveLeft)
    {
        var threshold = (3 * aboveLeft) - above - left;
        var (low, high) = (Math.Min(left, above), Math.Max(left, above));
        var inner = high <= threshold ? low : aboveLeft;
        return threshold <= low ? high : inner;
    }

    private static void AddAbove(ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> destination)
    {
        var x = 0;
        for (; x <= source.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            (new Vector<byte>(source[x..]) + new Vector<byte>(above[x..])).CopyTo(destination[x..]);
        }

        for (; x < source.Length; x++)
        {
            destination[x] = (byte)(source[x] + above[x]);
        }
    }

    // A pixel depends on the one before it, so a vector holds one pixel: its samples in 16-bit lanes, the lanes beyond it unused.
    private static void Run<T>(ReadOnlySpan<byte> source, ReadOnlySpan<byte> above, Span<byte> destination, int distance)
        where T : struct, IPredictor
    {
        above = above[..source.Length];
        destination = destination[..source.Length];
        var x = 0;
        Vector128<short> leftLanes = default, aboveLeftLanes = default;
        for (; x <= source.Length - 8; x += distance)
        {
            var aboveLanes = Load(above[x..]);
            leftLanes = (Load(source[x..]) + T.Predict(leftLanes, aboveLanes, aboveLeftLanes)) & Vector128.Create((short)0xFF);
            aboveLeftLanes = aboveLanes;
            BinaryPrimitives.WriteUInt64LittleEndian(
                destination[x..],
                Vector128.Narrow(leftLanes.AsUInt16(), leftLanes.AsUInt16()).AsUInt64().ToScalar());
        }

        for (; x < source.Length; x++)
        {
            var (left, aboveLeft) = x < distance ? (0, 0) : (destination[x - distance], above[x - distance]);
            destination[x] = (byte)(source[x] + T.Predict(left, above[x], aboveLeft));
        }
    }

    private static Vector128<short> Load(ReadOnlySpan<byte> bytes) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(BinaryPrimitives.ReadUInt64LittleEndian(bytes)).AsByte()).AsInt16();

    private readonly struct Sub : IPredictor
    {
        public static int Predict(int left, int above, int aboveLeft) => left;

        public static Vector128<short> Predict(Vector128<short> left, Vector128<short> above, Vector128<short> aboveLeft) => left;
    }

    private readonly struct Average : IPredictor
    {
        public static int Predict(int left, int above, int aboveLeft) => (left + above) >> 1;

        public static Vector128<short> Predict(Vector128<short> left, Vector128<short> above, Vector128<short> aboveLeft) => (left + above) >> 1;
    }

    private readonly struct Paeth : IPredictor
    {
        public static int Predict(int left, int above, int aboveLeft) => PaethPredict(left, above, aboveLeft);

        public static Vector128<short> Predict(Vector128<short> left, Vector128<short> above, Vector128<short> aboveLeft)
        {
            var threshold = aboveLeft + aboveLeft + aboveLeft - above - left;
            var (low, high) = (Vector128.Min(left, above), Vector128.Max(left, above));
            var inner = Vector128.ConditionalSelect(Vector128.LessThanOrEqual(high, threshold), low, aboveLeft);
            return Vector128.ConditionalSelect(Vector128.LessThanOrEqual(threshold, low), high, inner);
        }
    }
}
