using IlgpuCam.Backends;

namespace IlgpuCam.Explain;

/// <summary>The plans that explanations used last. Each keeps packed weights, so only some are kept; one in use is not given up.</summary>
internal sealed class ExplainerPlans : IDisposable
{
    private const int Capacity = 8;

    private readonly Lock _lock = new();
    private readonly List<Entry> _recent = [];
    private bool _disposed;

    /// <summary>Uses a plan.</summary>
    /// <param name="key">What it is for; compared by value.</param>
    /// <param name="compile">Makes it where there is none.</param>
    /// <param name="use">Runs it.</param>
    internal T Use<T>(object key, Func<IPlan> compile, Func<IPlan, T> use)
    {
        Entry entry;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var place = _recent.FindIndex(e => e.Key.Equals(key));
            entry = place < 0 ? new(key, compile()) : _recent[place];
            if (place >= 0)
            {
                _recent.RemoveAt(place);
            }

            _recent.Add(entry);
            entry.Users++;
            if (_recent.Count > Capacity)
            {
                var oldest = _recent[0];
                _recent.RemoveAt(0);
                Drop(oldest);
            }
        }

        try
        {
            return use(entry.Plan);
        }
        finally
        {
            lock (_lock)
            {
                entry.Users--;
                if (entry.IsDropped && entry.Users == 0)
                {
                    entry.Plan.Dispose();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _recent.ForEach(Drop);
            _recent.Clear();
        }
    }

    private static void Drop(Entry entry)
    {
        entry.IsDropped = true;
        if (entry.Users == 0)
        {
            entry.Plan.Dispose();
        }
    }

    private sealed class Entry(object key, IPlan plan)
    {
        internal object Key => key;

        internal IPlan Plan => plan;

        internal int Users { get; set; }

        internal bool IsDropped { get; set; }
    }
}
