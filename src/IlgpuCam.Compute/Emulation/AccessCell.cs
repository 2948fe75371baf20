namespace IlgpuCam.Compute.Emulation;

/// <summary>The last uses of some bytes of a word.</summary>
/// <param name="mask">Which bytes, a bit each.</param>
internal sealed class AccessCell(byte mask)
{
    private Access? _write;

    // Two of each are enough: a use races with both, with one, or is ordered behind all that came before them.
    private (Access? First, Access? Second) _reads;
    private (Access? First, Access? Second) _atomics;

    internal byte Mask => mask;

    /// <summary>An earlier use that a later one races with, and how it used the memory.</summary>
    internal (Access Earlier, MemoryAccess How)? Conflict(MemoryAccess how, in Access now)
    {
        if (Racing(_write, now) is { } write)
        {
            return (write, MemoryAccess.Write);
        }

        if (how != MemoryAccess.Read && (Racing(_reads.First, now) ?? Racing(_reads.Second, now)) is { } read)
        {
            return (read, MemoryAccess.Read);
        }

        return how != MemoryAccess.Atomic && (Racing(_atomics.First, now) ?? Racing(_atomics.Second, now)) is { } atomic ? (atomic, MemoryAccess.Atomic) : null;
    }

    /// <summary>Adds a use that races with none.</summary>
    internal void Add(MemoryAccess how, in Access now)
    {
        if (how == MemoryAccess.Read)
        {
            Add(ref _reads, now);
        }
        else if (how == MemoryAccess.Atomic)
        {
            Add(ref _atomics, now);
        }
        else
        {
            // What races with an earlier use races with this one, too.
            (_write, _reads, _atomics) = (now, default, default);
        }
    }

    private static void Add(ref (Access? First, Access? Second) uses, in Access now)
    {
        if (uses.First is { } first && first.Races(now))
        {
            uses.Second = now;
        }
        else
        {
            uses.First = now;
        }
    }

    private static Access? Racing(in Access? earlier, in Access now) => earlier is { } before && before.Races(now) ? before : null;
}
