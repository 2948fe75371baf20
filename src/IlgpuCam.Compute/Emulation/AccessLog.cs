using System.Collections.Concurrent;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>
/// The last uses of every byte. Two uses by different work-items race where they have a byte in common, one of them writes, not both are
/// atomic, and no barrier of a common group lies between them.
/// A shuffle is no barrier: it orders no memory.
/// </summary>
internal sealed class AccessLog(string sourceFile, string kernel)
{
    private const int WordBytes = 8;

    // By words, since most elements have a cell of their own in theirs; views of other element types add cells that overlap.
    private readonly ConcurrentDictionary<nint, List<AccessCell>> _words = new();

    /// <summary>Adds a use.</summary>
    /// <exception cref="KernelRaceException">It races with an earlier one.</exception>
    internal void Add(DebuggedItem item, nint address, int bytes, MemoryAccess how)
    {
        var now = Access.Of(item);
        var end = address + bytes;
        for (var word = address & -WordBytes; word < end; word += WordBytes)
        {
            var first = (int)(Math.Max(address, word) - word);
            var last = (int)(Math.Min(end, word + WordBytes) - word);
            Add(word, (byte)((1 << last) - (1 << first)), how, now);
        }
    }

    private void Add(nint word, byte mask, MemoryAccess how, in Access now)
    {
        var cells = _words.GetOrAdd(word, static _ => []);
        lock (cells)
        {
            AccessCell? own = null;
            foreach (var cell in cells)
            {
                if ((cell.Mask & mask) != 0 && cell.Conflict(how, now) is { } conflict)
                {
                    throw Race(how, now, conflict.How, conflict.Earlier);
                }

                own = cell.Mask == mask ? cell : own;
            }

            if (own is null)
            {
                cells.Add(own = new(mask));
            }

            own.Add(how, now);
            if (how == MemoryAccess.Write && cells.Count > 1)
            {
                cells.RemoveAll(c => !ReferenceEquals(c, own) && (c.Mask & ~mask) == 0);
            }
        }
    }

    private KernelRaceException Race(MemoryAccess how, in Access now, MemoryAccess earlierHow, in Access earlier)
    {
        var verb = how switch { MemoryAccess.Read => "reads", MemoryAccess.Write => "writes", _ => "changes atomically" };
        var earlierVerb = earlierHow switch { MemoryAccess.Read => "read", MemoryAccess.Write => "wrote", _ => "changed atomically" };
        return new(
            $"{sourceFile}({now.Line}): in kernel {kernel}, {now.Who} {verb} what {earlier.Who} {earlierVerb} in line {earlier.Line}, and no barrier is between")
        {
            IsLocated = true,
        };
    }
}
