using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Emulation;

/// <summary>Scratch memory handed out in order and taken back all at once. Nothing that was handed out moves.</summary>
internal sealed unsafe class ScratchArena : IDisposable
{
    private const int Alignment = 64;
    private const long FirstBytes = 1 << 16;

    private readonly List<(nint Start, long Bytes)> _chunks = [];
    private int _chunk;
    private long _used;

    ~ScratchArena() => Free();

    /// <summary>Memory for so many elements; contents undefined.</summary>
    internal T* Take<T>(long count)
        where T : unmanaged
    {
        var bytes = checked((count * sizeof(T)) + Alignment - 1) & -Alignment;
        while (_chunk < _chunks.Count && _chunks[_chunk].Bytes - _used < bytes)
        {
            _chunk++;
            _used = 0;
        }

        if (_chunk == _chunks.Count)
        {
            var size = Math.Max(bytes, FirstBytes << Math.Min(_chunk, 10));
            _chunks.Add(((nint)NativeMemory.AlignedAlloc((nuint)size, Alignment), size));
        }

        var start = _chunks[_chunk].Start + (nint)_used;
        _used += bytes;
        return (T*)start;
    }

    /// <summary>Takes everything back.</summary>
    internal void Reset() => (_chunk, _used) = (0, 0);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        foreach (var (start, _) in _chunks)
        {
            NativeMemory.AlignedFree((void*)start);
        }

        _chunks.Clear();
    }
}
