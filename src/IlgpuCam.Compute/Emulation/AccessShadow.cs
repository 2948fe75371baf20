namespace IlgpuCam.Compute.Emulation;

/// <summary>Remembers of every byte of memory who read it and who wrote it, to find uses that nothing orders.</summary>
/// <param name="memory">What memory it is, for messages.</param>
internal sealed class AccessShadow(string memory)
{
    private const int PageBytes = 64;

    private readonly Dictionary<nint, (AccessMark Read, AccessMark Written)[]> _pages = [];

    internal void Clear() => _pages.Clear();

    /// <exception cref="KernelRaceException">Another work-item used it, one of the two writes, and nothing orders them.</exception>
    internal void Access(nint address, int bytes, MemoryAccess access, int item, long group, int epoch, int line)
    {
        for (var i = address; i < address + bytes; i++)
        {
            if (!_pages.TryGetValue(i / PageBytes, out var page))
            {
                _pages[i / PageBytes] = page = new (AccessMark, AccessMark)[PageBytes];
            }

            ref var cell = ref page[(int)(i % PageBytes)];
            var isAtomic = access == MemoryAccess.Atomic;
            if (!(isAtomic && cell.Written.IsAtomic) && cell.Written.IsUnordered(item, group, epoch))
            {
                throw Race(access, cell.Written, cell.Written.IsAtomic ? "changed by an atomic" : "wrote");
            }

            if (access == MemoryAccess.Read)
            {
                cell.Read.Set(item, group, epoch, line, isAtomic: false);
                continue;
            }

            if (cell.Read.IsUnordered(item, group, epoch))
            {
                throw Race(access, cell.Read, "read");
            }

            cell.Written.Set(item, group, epoch, line, isAtomic);
        }
    }

    private KernelRaceException Race(MemoryAccess access, in AccessMark other, string verb)
    {
        var own = access switch { MemoryAccess.Read => "reads", MemoryAccess.Write => "writes", _ => "changes by an atomic" };
        return new($"it {own} {memory} memory that {other.By} {verb} on line {other.Line}, with no barrier between");
    }
}
