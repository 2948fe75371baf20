namespace IlgpuCam.Compute;

/// <summary>
/// Keeps the memory of disposed buffers for the next ones of like size: drivers take long to allocate, and wait for the device to free.
/// </summary>
/// <remarks>
/// Size classes are four an octave, so that at most a fifth is wasted. Memory comes back while streams are still at it:
/// <see cref="DeviceMemory.Use"/> has the next ones wait.
/// </remarks>
internal sealed class MemoryCache(Func<long, DeviceMemory> allocate)
{
    /// <summary>The environment variable that gives buffers exactly their size where it is "1", for tools that check accesses.</summary>
    internal const string ExactVariable = "ILGPUCAM_EXACT_BUFFERS";

    private const long LeastBytes = 256;

    private static readonly bool IsExact = Environment.GetEnvironmentVariable(ExactVariable) == "1";

    private readonly Dictionary<long, Stack<DeviceMemory>> _free = [];
    private readonly Lock _gate = new();
    private MemoryStatistics _statistics;
    private bool _closed;

    internal MemoryStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return _statistics;
            }
        }
    }

    /// <summary>The least of 4, 5, 6 and 7 times a power of two that holds so many bytes.</summary>
    internal static long SizeClass(long bytes)
    {
        if (IsExact)
        {
            return bytes;
        }

        if (bytes <= LeastBytes)
        {
            return LeastBytes;
        }

        var step = 1L << (61 - (int)long.LeadingZeroCount(bytes - 1));
        return checked((bytes + step - 1) & -step);
    }

    /// <summary>Memory of so many bytes or a few more.</summary>
    /// <param name="bytes">How many.</param>
    internal DeviceMemory Take(long bytes)
    {
        var size = SizeClass(bytes);
        lock (_gate)
        {
            if (_free.TryGetValue(size, out var kept) && kept.TryPop(out var memory))
            {
                _statistics = Used(size) with { CachedBytes = _statistics.CachedBytes - size, Reuses = _statistics.Reuses + 1 };
                return memory;
            }
        }

        var made = AllocateAfterTrim(size);
        lock (_gate)
        {
            _statistics = Used(size) with { Allocations = _statistics.Allocations + 1 };
        }

        return made;
    }

    /// <summary>Takes memory back.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="bytes">How many bytes it was asked for.</param>
    internal void Give(DeviceMemory memory, long bytes)
    {
        var size = SizeClass(bytes);
        memory.Retire();
        lock (_gate)
        {
            _statistics = _statistics with { UsedBytes = _statistics.UsedBytes - size };
            if (!_closed)
            {
                if (!_free.TryGetValue(size, out var kept))
                {
                    _free[size] = kept = new();
                }

                kept.Push(memory);
                _statistics = _statistics with { CachedBytes = _statistics.CachedBytes + size };
                return;
            }
        }

        Free(memory);
    }

    /// <summary>Frees what is kept, once no stream is at it.</summary>
    /// <param name="isLast">Whether nothing is to be kept from now on.</param>
    internal void Trim(bool isLast = false)
    {
        DeviceMemory[] all;
        lock (_gate)
        {
            all = [.. _free.Values.SelectMany(s => s)];
            _free.Clear();
            _statistics = _statistics with { CachedBytes = 0 };
            _closed |= isLast;
        }

        Free(all);
    }

    private static void Free(params DeviceMemory[] all)
    {
        try
        {
            Array.ForEach(all, m => m.WaitForFormerUsers());
        }
        finally
        {
            Array.ForEach(all, m => m.Dispose());
        }
    }

    // What the driver lacks, other sizes may hold.
    private DeviceMemory AllocateAfterTrim(long size)
    {
        try
        {
            return allocate(size);
        }
        catch (AcceleratorException e) when (e is not DeviceLostException && Statistics.CachedBytes > 0)
        {
            Trim();
            return allocate(size);
        }
    }

    private MemoryStatistics Used(long size)
    {
        var used = _statistics.UsedBytes + size;
        return _statistics with { UsedBytes = used, PeakBytes = Math.Max(used, _statistics.PeakBytes) };
    }
}
