using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Localize;

/// <summary>The two passes over a map at the photo's resolution, neither of which holds more than one row of the map's own width.</summary>
internal static class MaskScan
{
    /// <summary>The largest value and the first pixel that has it; NaN counts for nothing.</summary>
    public static (float Maximum, PixelPoint Peak) FindPeak(in MapInterpolator map)
    {
        // Somewhere at least this is reached, so that all but a few rows are passed over.
        map.SelectRow(map.RowOfLargest);
        var reached = float.NegativeInfinity;
        for (var i = 0; i < map.Segments; i++)
        {
            var segment = map.Segment(i);
            reached = segment.UpperBound <= reached ? reached : Math.Max(reached, SegmentMaximum(map, segment));
        }

        var maximum = float.NegativeInfinity;
        var peak = new PixelPoint(map.Covered.X0, map.Covered.Y0);
        for (var y = map.Covered.Y0; y < map.Covered.Y1; y++)
        {
            if (map.IsBelow(y, reached))
            {
                continue;
            }

            map.SelectRow(y);
            for (var i = map.IsRowBelow(reached) ? map.Segments : 0; i < map.Segments; i++)
            {
                var segment = map.Segment(i);
                if (segment.Length > 0 && !(segment.UpperBound < reached || segment.UpperBound <= maximum) && SegmentMaximum(map, segment) is var best && best > maximum)
                {
                    maximum = best;
                    peak = new(map.Covered.X0 + FirstEqual(map, segment, best), y);
                }
            }
        }

        return (maximum, peak);
    }

    /// <summary>Collects the runs of pixels at or above a threshold.</summary>
    public static void Collect(in MapInterpolator map, float threshold, ref RunComponents components)
    {
        for (var y = map.Covered.Y0; y < map.Covered.Y1; y++)
        {
            components.StartRow(y);
            if (map.IsBelow(y, threshold))
            {
                continue;
            }

            map.SelectRow(y);
            var run = new OpenRun(map.Covered.X0);
            for (var first = 0; first < map.Segments; first += MapInterpolator.SegmentGroup)
            {
                CollectGroup(map, first, threshold, ref run, ref components);
            }

            run.Set(map.Covered.Width, false, ref components);
        }
    }

    private static void CollectGroup(in MapInterpolator map, int first, float threshold, ref OpenRun run, ref RunComponents components)
    {
        var (above, below) = map.Sides(first, threshold);
        var end = Math.Min(first + MapInterpolator.SegmentGroup, map.Segments);
        for (var i = first; i < end;)
        {
            // Most segments lie wholly on one side of the threshold, which their ends tell: as many of them at a time as there are.
            var isAbove = ((above >> (i - first)) & 1) != 0;
            var next = Math.Min(i + BitOperations.TrailingZeroCount(~((isAbove ? above : below) >> (i - first))), end);
            if (next == i)
            {
                CollectSegment(map, map.Segment(i++), threshold, ref run, ref components);
            }
            else
            {
                if (map.Start(i) < map.Start(next))
                {
                    run.Set(map.Start(i), isAbove, ref components);
                }

                i = next;
            }
        }
    }

    private static void CollectSegment(
        in MapInterpolator map, in MapSegment segment, float threshold, ref OpenRun run, ref RunComponents components)
    {
        var (start, end) = Crossing(map, segment, threshold);
        if (segment.Start < start)
        {
            run.Set(segment.Start, segment.Left > segment.Right, ref components);
        }

        for (var x = start; x < end; x += Vector256<float>.Count)
        {
            var bits = Vector256.GreaterThanOrEqual(map.Values(segment, x), Vector256.Create(threshold)).ExtractMostSignificantBits();
            var count = Math.Min(end - x, Vector256<float>.Count);
            for (var done = 0; done < count;)
            {
                // A stretch of equal bits at a time.
                var isSet = ((bits >> done) & 1) != 0;
                run.Set(x + done, isSet, ref components);
                done += BitOperations.TrailingZeroCount((isSet ? ~bits : bits) >> done);
            }
        }

        if (end < segment.End)
        {
            run.Set(end, segment.Left < segment.Right, ref components);
        }
    }

    /// <summary>The pixels among which a segment crosses a threshold, a vector's length of them where the weights of the pixels on both sides show that those are beyond doubt; otherwise all.</summary>
    private static (int Start, int End) Crossing(in MapInterpolator map, in MapSegment segment, float threshold)
    {
        const float Rounding = 1f / (1 << 20);
        if (segment.Length <= Vector256<float>.Count)
        {
            return (segment.Start, segment.End);
        }

        var perRise = 1 / (segment.Right - segment.Left);
        var weight = (threshold - segment.Left) * perRise;
        var doubt = (map.Slack * MathF.Abs(perRise)) + Rounding;
        var pixel = segment.End - 1 - (int)((map.Weight(segment.End - 1) - weight) * map.ColumnWidth);
        var start = Math.Clamp(pixel - (Vector256<float>.Count / 2), segment.Start, segment.End - Vector256<float>.Count);
        var end = start + Vector256<float>.Count;
        var isBeyondDoubt = (start == segment.Start || map.Weight(start - 1) < weight - doubt) && (end == segment.End || map.Weight(end) > weight + doubt);
        return isBeyondDoubt ? (start, end) : (segment.Start, segment.End);
    }

    private static float SegmentMaximum(in MapInterpolator map, in MapSegment segment)
    {
        var maximum = Vector256.Create(float.NegativeInfinity);
        for (var x = segment.Start; x < segment.End; x += Vector256<float>.Count)
        {
            var values = map.Values(segment, x);
            var inside = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(segment.End - x)).AsSingle();
            maximum = Vector256.ConditionalSelect(Vector256.GreaterThan(values, maximum) & inside, values, maximum);
        }

        var result = maximum[0];
        for (var i = 1; i < Vector256<float>.Count; i++)
        {
            result = Math.Max(result, maximum[i]);
        }

        return result;
    }

    private static int FirstEqual(in MapInterpolator map, in MapSegment segment, float value)
    {
        var x = segment.Start;
        while (true)
        {
            var bits = Vector256.Equals(map.Values(segment, x), Vector256.Create(value)).ExtractMostSignificantBits();
            if (bits != 0)
            {
                return x + BitOperations.TrailingZeroCount(bits);
            }

            x += Vector256<float>.Count;
        }
    }

    // The run that the scan of a row is in, if it is in one.
    private struct OpenRun(int origin)
    {
        private int _start = -1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Set(int x, bool isSet, ref RunComponents components)
        {
            if (isSet != (_start >= 0))
            {
                Change(x, isSet, ref components);
            }
        }

        private void Change(int x, bool isSet, ref RunComponents components)
        {
            if (isSet)
            {
                _start = x;
            }
            else
            {
                components.Add(origin + _start, origin + x);
                _start = -1;
            }
        }
    }
}
