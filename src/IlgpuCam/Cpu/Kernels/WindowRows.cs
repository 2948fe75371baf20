namespace IlgpuCam.Cpu.Kernels;

/// <summary>Where the rows are that windows read: in a map, or in a ring of rows that are written over in turn.</summary>
internal sealed unsafe class WindowRows
{
    private readonly nint[] _offsets;
    private readonly int _ring;

    /// <summary>Lists the rows.</summary>
    /// <param name="kernel">Rows of a window.</param>
    /// <param name="step">Floats from row to row of a window, and of the ring.</param>
    /// <param name="ring">Rows of the ring; at least as many as a window has where the rows are those of a map.</param>
    internal WindowRows(int kernel, nint step, int ring)
    {
        _ring = ring;
        _offsets = GC.AllocateUninitializedArray<nint>(kernel + ring - 1, pinned: true);
        for (var i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = i % ring * step;
        }
    }

    /// <summary>The offsets of a window's rows.</summary>
    /// <param name="first">The window's first row, counted from the first one that was written into the ring.</param>
    internal nint* At(long first)
    {
        // The array is pinned for good.
        fixed (nint* offsets = _offsets)
        {
            return offsets + (first % _ring);
        }
    }
}
