using System.ComponentModel;
using IlgpuCam.Compute.Emulation;

namespace IlgpuCam.Compute.Launching;

/// <summary>One group in the emulator's fast mode, as generated C# sees it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class EmulatedGroupContext : IDisposable
{
    private readonly ScratchArena _arena = new();
    private readonly int _dynamicBytes;
    private byte* _dynamic;

    internal EmulatedGroupContext(in KernelConfig config)
    {
        (GridDimX, GridDimY, GridDimZ) = config.GridDim;
        (GroupDimX, GroupDimY, GroupDimZ) = config.GroupDim;
        Size = (int)config.GroupDim.Size;
        _dynamicBytes = config.DynamicSharedBytes;
    }

    /// <summary>Index of the group along x.</summary>
    public int GridX { get; private set; }

    /// <summary>Index of the group along y.</summary>
    public int GridY { get; private set; }

    /// <summary>Index of the group along z.</summary>
    public int GridZ { get; private set; }

    /// <summary>Groups along x.</summary>
    public int GridDimX { get; }

    /// <summary>Groups along y.</summary>
    public int GridDimY { get; }

    /// <summary>Groups along z.</summary>
    public int GridDimZ { get; }

    /// <summary>Work-items along x.</summary>
    public int GroupDimX { get; }

    /// <summary>Work-items along y.</summary>
    public int GroupDimY { get; }

    /// <summary>Work-items along z.</summary>
    public int GroupDimZ { get; }

    /// <summary>Work-items of the group; their linear order has x fastest.</summary>
    public int Size { get; }

    /// <summary>One allocation of shared memory.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="count">Elements.</param>
    public ArrayView<T> Shared<T>(int count)
        where T : unmanaged => LocalView(_arena.Take<T>(count), count);

    /// <summary>The shared memory of the launch's size.</summary>
    /// <typeparam name="T">The element.</typeparam>
    public ArrayView<T> DynamicShared<T>()
        where T : unmanaged
    {
        if (_dynamic == null)
        {
            _dynamic = _arena.Take<byte>(_dynamicBytes);
        }

        return LocalView((T*)_dynamic, _dynamicBytes / sizeof(T));
    }

    /// <summary>A local that lives across a barrier: one for each work-item.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T* Items<T>()
        where T : unmanaged => _arena.Take<T>(Size);

    /// <summary>Local memory: work-item i owns the elements from i * count on.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="count">Elements of one work-item.</param>
    public T* Local<T>(int count)
        where T : unmanaged => _arena.Take<T>((long)Size * count);

    /// <summary>A view of scratch memory.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="start">Where it starts.</param>
    /// <param name="count">Elements.</param>
    public static ArrayView<T> LocalView<T>(T* start, int count)
        where T : unmanaged => new(null, (nint)start, count);

    /// <summary>Throws unless a condition is the same for all work-items.</summary>
    /// <param name="conditions">One for each work-item.</param>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="line">The condition's source line.</param>
    /// <exception cref="KernelDivergenceException">They differ.</exception>
    public void RequireUniform(bool* conditions, string kernel, int line)
    {
        if (new ReadOnlySpan<bool>(conditions, Size).ContainsAnyExcept(conditions[0]))
        {
            throw new KernelDivergenceException(kernel, line);
        }
    }

    /// <summary>Frees the scratch memory.</summary>
    public void Dispose() => _arena.Dispose();

    /// <summary>Makes it another group, with its scratch memory taken back.</summary>
    internal void Begin(long group)
    {
        _arena.Reset();
        _dynamic = null;
        GridX = (int)(group % GridDimX);
        GridY = (int)(group / GridDimX % GridDimY);
        GridZ = (int)(group / ((long)GridDimX * GridDimY));
    }
}
