using IlgpuCam.Compute;

namespace IlgpuCam.Gpu.Profiling;

/// <summary>Times launches by marks in the stream.</summary>
internal sealed class LaunchTimer(Accelerator accelerator, double leastMilliseconds)
{
    private const int LeastRuns = 3;
    private const int MostRuns = 15;
    private const int MostRepetitions = 500;

    // A mark takes some microseconds itself: so many milliseconds of launches between two of them make that small.
    private const double BetweenMarks = 2;

    private readonly AcceleratorStream _stream = accelerator.DefaultStream;

    /// <summary>The median time of a launch that may be done any number of times, in milliseconds.</summary>
    /// <param name="launch">Puts it into the stream.</param>
    internal double Time(Action<AcceleratorStream> launch)
    {
        launch(_stream); // Compiles it, and brings its data near.
        _stream.Synchronize();
        using var single = _stream.Record(() => launch(_stream));
        var first = Time(single);
        var repetitions = (int)Math.Clamp(BetweenMarks / Math.Max(first, 1e-6), 1, MostRepetitions);
        using var graph = _stream.Record(() =>
        {
            for (var i = 0; i < repetitions; i++)
            {
                launch(_stream);
            }
        });
        return Median(() => [Time(graph) / repetitions])[0];
    }

    /// <summary>The median time of each of several launches that need each other's results, in milliseconds.</summary>
    /// <param name="reset">Makes the memory again what the first launch expects.</param>
    /// <param name="launches">Put one launch each into the stream.</param>
    internal double[] Time(Action reset, IReadOnlyList<Action<AcceleratorStream>> launches)
    {
        Chain();
        return Median(Chain);

        double[] Chain()
        {
            reset();
            _stream.Synchronize();
            var marks = new List<AcceleratorEvent> { _stream.RecordEvent() };
            foreach (var launch in launches)
            {
                launch(_stream);
                marks.Add(_stream.RecordEvent());
            }

            double[] times = [.. marks.Skip(1).Zip(marks, (later, earlier) => later.MillisecondsSince(earlier))];
            marks.ForEach(m => m.Dispose());
            return times;
        }
    }

    private double Time(LaunchGraph graph)
    {
        using var start = _stream.RecordEvent();
        graph.Launch(_stream);
        using var end = _stream.RecordEvent();
        return end.MillisecondsSince(start);
    }

    /// <summary>The median of each column of as many rows as the time allows.</summary>
    private double[] Median(Func<double[]> measure)
    {
        var rows = new List<double[]>();
        for (var total = 0.0; rows.Count < LeastRuns || (total < leastMilliseconds && rows.Count < MostRuns);)
        {
            rows.Add(measure());
            total += Math.Max(rows[^1].Sum(), BetweenMarks);
        }

        return [.. rows[0].Select((_, column) => rows.Select(r => r[column]).Order().ElementAt(rows.Count / 2))];
    }
}
