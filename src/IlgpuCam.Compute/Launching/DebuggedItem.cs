using System.ComponentModel;
using IlgpuCam.Compute.Emulation;

namespace IlgpuCam.Compute.Launching;

/// <summary>
/// One work-item on the emulator in debugging mode, as generated code sees it: every access and every barrier goes through it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class DebuggedItem
{
    private readonly DebuggedGroup _group;
    private ScratchMemory? _local;

    internal DebuggedItem(DebuggedGroup group, int number)
    {
        (_group, Number) = (group, number);
        (GridX, GridY, GridZ) = group.Place;
        (GridDimX, GridDimY, GridDimZ) = group.Config.GridDim;
        (GroupDimX, GroupDimY, GroupDimZ) = group.Config.GroupDim;
        IdxX = number % GroupDimX;
        IdxY = number / GroupDimX % GroupDimY;
        IdxZ = number / GroupDimX / GroupDimY;
    }

    /// <summary>The group's place along the first axis.</summary>
    public int GridX { get; }

    /// <summary>The group's place along the second axis.</summary>
    public int GridY { get; }

    /// <summary>The group's place along the third axis.</summary>
    public int GridZ { get; }

    /// <summary>Groups along the first axis.</summary>
    public int GridDimX { get; }

    /// <summary>Groups along the second axis.</summary>
    public int GridDimY { get; }

    /// <summary>Groups along the third axis.</summary>
    public int GridDimZ { get; }

    /// <summary>Work-items along the first axis.</summary>
    public int GroupDimX { get; }

    /// <summary>Work-items along the second axis.</summary>
    public int GroupDimY { get; }

    /// <summary>Work-items along the third axis.</summary>
    public int GroupDimZ { get; }

    /// <summary>The work-item's place along the first axis.</summary>
    public int IdxX { get; }

    /// <summary>The work-item's place along the second axis.</summary>
    public int IdxY { get; }

    /// <summary>The work-item's place along the third axis.</summary>
    public int IdxZ { get; }

    /// <summary>The line of the source that runs.</summary>
    public int Line { get; set; }

    /// <summary>Its number in the group, x fastest.</summary>
    internal int Number { get; }

    /// <summary>Barriers that are behind its group.</summary>
    internal int Epoch => _group.Epoch;

    private int Lane => Number % Warp.WarpSize;

    /// <summary>Reads an element.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">The view.</param>
    /// <param name="index">From 0.</param>
    public T Load<T>(ArrayView<T> view, long index)
        where T : unmanaged
    {
        ref var place = ref Place(view, index);
        Log(view).Add(this, (nint)(view.Memory + index), sizeof(T), MemoryAccess.Read);
        return place;
    }

    /// <summary>Writes an element.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">The view.</param>
    /// <param name="index">From 0.</param>
    /// <param name="value">The value.</param>
    public void Store<T>(ArrayView<T> view, long index, T value)
        where T : unmanaged
    {
        ref var place = ref Place(view, index);
        Log(view).Add(this, (nint)(view.Memory + index), sizeof(T), MemoryAccess.Write);
        place = value;
    }

    /// <summary>An element for an atomic operation.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">The view.</param>
    /// <param name="index">From 0.</param>
    public ref T Reference<T>(ArrayView<T> view, long index)
        where T : unmanaged
    {
        ref var place = ref Place(view, index);
        Log(view).Add(this, (nint)(view.Memory + index), sizeof(T), MemoryAccess.Atomic);
        return ref place;
    }

    /// <summary>Waits for all work-items of the group.</summary>
    /// <param name="site">Which of the kernel's barriers it is.</param>
    public void Barrier(int site) => _group.Wait(this, site, isBarrier: true);

    /// <summary>Shared memory of a known size.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="site">Which of the kernel's allocations it is.</param>
    /// <param name="count">Elements.</param>
    public ArrayView<T> Shared<T>(int site, int count)
        where T : unmanaged => new((T*)_group.Shared(site, (long)count * sizeof(T)), count);

    /// <summary>Shared memory of the size that the launch stated.</summary>
    /// <typeparam name="T">The element.</typeparam>
    public ArrayView<T> DynamicShared<T>()
        where T : unmanaged => new((T*)_group.Shared(-1, _group.Config.DynamicSharedBytes), _group.Config.DynamicSharedBytes / sizeof(T));

    /// <summary>Local memory.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="count">Elements.</param>
    public ArrayView<T> Local<T>(int count)
        where T : unmanaged => new((_local ??= new()).Take<T>(count), count);

    /// <summary>The value of a given lane.</summary>
    /// <typeparam name="T">Of at most 8 bytes.</typeparam>
    /// <param name="value">This work-item's.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="site">Which of the kernel's shuffles it is.</param>
    public T Shuffle<T>(T value, int lane, int site)
        where T : unmanaged => Exchange(value, lane & (Warp.WarpSize - 1), site);

    /// <summary>The value of the lane whose number differs in the given bits.</summary>
    /// <typeparam name="T">Of at most 8 bytes.</typeparam>
    /// <param name="value">This work-item's.</param>
    /// <param name="mask">The bits.</param>
    /// <param name="site">Which of the kernel's shuffles it is.</param>
    public T ShuffleXor<T>(T value, int mask, int site)
        where T : unmanaged => Exchange(value, Lane ^ (mask & (Warp.WarpSize - 1)), site);

    /// <summary>The value of a later lane, or its own.</summary>
    /// <typeparam name="T">Of at most 8 bytes.</typeparam>
    /// <param name="value">This work-item's.</param>
    /// <param name="delta">How much later.</param>
    /// <param name="site">Which of the kernel's shuffles it is.</param>
    public T ShuffleDown<T>(T value, int delta, int site)
        where T : unmanaged => Exchange(value, Lane + (delta & (Warp.WarpSize - 1)) is var lane && lane < Warp.WarpSize ? lane : Lane, site);

    /// <summary>The value of an earlier lane, or its own.</summary>
    /// <typeparam name="T">Of at most 8 bytes.</typeparam>
    /// <param name="value">This work-item's.</param>
    /// <param name="delta">How much earlier.</param>
    /// <param name="site">Which of the kernel's shuffles it is.</param>
    public T ShuffleUp<T>(T value, int delta, int site)
        where T : unmanaged => Exchange(value, Lane - (delta & (Warp.WarpSize - 1)) is var lane && lane >= 0 ? lane : Lane, site);

    /// <summary>Where in the source it is, for messages.</summary>
    internal string Location => $"{_group.Kernel.SourceFile}({Line}): in kernel {_group.Kernel.Name}, {Describe()}";

    /// <summary>Which it is, for messages.</summary>
    internal string Describe() => $"work-item ({IdxX}, {IdxY}, {IdxZ}) of group ({GridX}, {GridY}, {GridZ})";

    internal void Free() => _local?.Dispose();

    private AccessLog Log<T>(ArrayView<T> view)
        where T : unmanaged => view.Buffer is null ? _group.OwnAccesses : _group.Accesses;

    private T Exchange<T>(T value, int lane, int site)
        where T : unmanaged
    {
        var source = Number - Lane + lane;
        *(T*)_group.Mailbox(Number) = value;
        _group.Wait(this, site, isBarrier: false);
        var result = *(T*)_group.Mailbox(source < _group.Size ? source : Number);

        // No one may write the next value before all have read this one.
        _group.Wait(this, site, isBarrier: false);
        return result;
    }

    private ref T Place<T>(ArrayView<T> view, long index)
        where T : unmanaged
    {
        try
        {
            return ref view[index];
        }
        catch (KernelIndexException e)
        {
            throw e.At(Location);
        }
    }
}
