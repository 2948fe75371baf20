using IlgpuCam.Models;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Lays the values out in one arena, so that values which are not needed at the same time share memory.</summary>
internal static class MemoryPlan
{
    /// <summary>Gives each storage its offset.</summary>
    /// <param name="storages">All storages that are in the arena.</param>
    /// <returns>The length of the arena in floats.</returns>
    /// <exception cref="NetworkException">It would be too long; the message names the node that goes over the bound.</exception>
    internal static long Place(IEnumerable<Storage> storages)
    {
        var order = storages.Where(s => s.LastStep >= 0).OrderBy(s => s.FirstStep).ThenByDescending(s => s.Length);
        var live = new PriorityQueue<Storage, int>();
        var free = new List<(long Offset, long Length)>();
        var end = 0L;
        foreach (var storage in order)
        {
            while (live.TryPeek(out var oldest, out var last) && last < storage.FirstStep)
            {
                live.Dequeue();
                Release(free, oldest.Offset, AlignedBuffer.RoundUp(oldest.Length));
            }

            storage.Offset = Take(free, AlignedBuffer.RoundUp(storage.Length), ref end);
            CheckLength(end, storage.Owner);
            live.Enqueue(storage, storage.LastStep);
        }

        return end;
    }

    /// <summary>Checks a length before anything of that length is allocated.</summary>
    /// <param name="length">Floats.</param>
    /// <param name="owner">The node that needs them.</param>
    /// <exception cref="NetworkException">It is longer than a buffer, or than the memory this process may use.</exception>
    internal static void CheckLength(Int128 length, string owner)
    {
        var limit = Math.Min(AlignedBuffer.MaximumLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / sizeof(float));
        if (length > limit)
        {
            throw new NetworkException($"Node '{owner}': with it the network needs {length * sizeof(float)} bytes of memory, the limit is {limit * sizeof(float)}.");
        }
    }

    /// <summary>The smallest gap that is large enough; else the arena grows, from its last gap where that reaches its end.</summary>
    private static long Take(List<(long Offset, long Length)> free, long length, ref long end)
    {
        var best = -1;
        for (var i = 0; i < free.Count; i++)
        {
            if (free[i].Length >= length && (best < 0 || free[i].Length < free[best].Length))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            var start = end;
            if (free.Count > 0 && free[^1].Offset + free[^1].Length == end)
            {
                start = free[^1].Offset;
                free.RemoveAt(free.Count - 1);
            }

            end = start + length;
            return start;
        }

        var (offset, room) = free[best];
        if (room == length)
        {
            free.RemoveAt(best);
        }
        else
        {
            free[best] = (offset + length, room - length);
        }

        return offset;
    }

    /// <summary>Puts a gap into the ordered list and joins it with its neighbours.</summary>
    private static void Release(List<(long Offset, long Length)> free, long offset, long length)
    {
        if (length == 0)
        {
            return;
        }

        var at = free.BinarySearch((offset, 0));
        at = at < 0 ? ~at : at;
        if (at < free.Count && offset + length == free[at].Offset)
        {
            length += free[at].Length;
            free.RemoveAt(at);
        }

        if (at > 0 && free[at - 1].Offset + free[at - 1].Length == offset)
        {
            free[at - 1] = (free[at - 1].Offset, free[at - 1].Length + length);
        }
        else
        {
            free.Insert(at, (offset, length));
        }
    }
}
