namespace IlgpuCam.Compute;

/// <summary>Keeps the memory of disposed buffers for the next ones of like size: drivers take long to allocate and wait for the device to free.</summary>
/// <remarks>Size classes are four steps an octave, so that at most a fifth is wasted. A block goes back into use only when no stream can still be at it.</remarks>
internal sealed class MemoryCache(Accelerator accelerator)
{
    private const long LeastBytes = 256;

    private readonly Dictionary<long, Stack<MemoryBlock>> _free = [];
    private readonly Lock _gate = new();
    private long _used;
    private long _cached;
    private long _peak;
    private long _allocations;
    private long _reuses;
    private bool _closed;

    internal MemoryStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return new(_used, _cached, _peak, _allocations, _reuses);
            }
        }
    }

    /// <summary>The size class: the least of 4, 5, 6 and 7 times a power of two that holds so many bytes.</summary>
    internal static long SizeClass(long bytes)
    {
        if (bytes <= LeastBytes)
        {
            return LeastBytes;
        }

        var step = 1L << (61 - (int)long.LeadingZeroCount(bytes - 1));
        return checked((bytes + step - 1) & -step);
    }

    internal MemoryBlock Take(long bytes)
    {
        accelerator.ThrowIfDisposed();
        var size = SizeClass(bytes);
        MemoryBlock? block = null;
        lock (_gate)
        {
            if (_free.TryGetValue(size, out var blocks) && blocks.TryPop(out block))
            {
                _cached -= size;
                _reuses++;
                Count(size);
            }
        }

        if (block is not null)
        {
            accelerator.WaitForOthers(block.GivenAt);
            return block;
        }

        block = AllocateAfterTrim(size);
        lock (_gate)
        {
            _allocations++;
            Count(size);
        }

        return block;
    }

    internal void Give(MemoryBlock block)
    {
        lock (_gate)
        {
            _used -= block.Bytes;
            if (!_closed)
            {
                block.GivenAt = accelerator.Waits;
                if (!_free.TryGetValue(block.Bytes, out var blocks))
                {
                    _free[block.Bytes] = blocks = new();
                }

                blocks.Push(block);
                _cached += block.Bytes;
                return;
            }
        }

        block.Handle.Dispose();
    }

    /// <summary>Frees what is kept.</summary>
    internal void Trim(bool isLast = false)
    {
        MemoryBlock[] all;
        lock (_gate)
        {
            all = [.. _free.Values.SelectMany(b => b)];
            _free.Clear();
            _cached = 0;
            _closed |= isLast;
        }

        foreach (var block in all)
        {
            block.Handle.Dispose();
        }
    }

    // Other size classes may hold what the driver lacks.
    private MemoryBlock AllocateAfterTrim(long size)
    {
        try
        {
            return accelerator.AllocateBlock(size);
        }
        catch (Exception e) when (e is AcceleratorException or OutOfMemoryException && Statistics.CachedBytes > 0)
        {
            accelerator.Synchronize();
            Trim();
            return accelerator.AllocateBlock(size);
        }
    }

    private void Count(long size)
    {
        _used += size;
        _peak = Math.Max(_peak, _used);
    }
}
