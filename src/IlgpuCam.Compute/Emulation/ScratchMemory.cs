namespace IlgpuCam.Compute.Emulation;

/// <summary>Memory that is taken piece by piece and given back as a whole; what is in it is what was there before.</summary>
internal sealed unsafe class ScratchMemory : IDisposable
{
    private const int Alignment = 64;
    private const long FirstBlock = 1 << 18;

    private readonly List<(HostMemoryHandle Memory, long Length)> _blocks = [];
    private int _block;
    private long _used;

    internal T* Take<T>(long count)
        where T : unmanaged
    {
        var bytes = (checked(count * sizeof(T)) + Alignment - 1) / Alignment * Alignment;
        while (_block < _blocks.Count && _used + bytes > _blocks[_block].Length)
        {
            _block++;
            _used = 0;
        }

        if (_block == _blocks.Count)
        {
            var length = Math.Max(bytes, FirstBlock << Math.Min(_block, 8));

            // Not zero, so that a kernel which relies on that fails on the emulator, too.
            _blocks.Add((new(length, Alignment), length));
        }

        var result = (T*)(_blocks[_block].Memory.Start + _used);
        _used += bytes;
        return result;
    }

    internal void Reset() => (_block, _used) = (0, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        _blocks.ForEach(b => b.Memory.Dispose());
        _blocks.Clear();
        Reset();
    }
}
