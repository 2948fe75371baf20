using System.ComponentModel;
using System.Runtime.CompilerServices;
using IlgpuCam.Compute.Emulation;

namespace IlgpuCam.Compute.Launching;

/// <summary>One work-item in the emulator's debugging mode, as generated C# sees it: every access goes through it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class DebuggedItem
{
    private readonly DebuggedGroup _group;
    private int _shuffles;

    internal DebuggedItem(DebuggedGroup group, int number)
    {
        _group = group;
        Number = number;
        var (x, y, _) = group.Config.GroupDim;
        (IdxX, IdxY, IdxZ) = (number % x, number / x % y, number / (x * y));
    }

    /// <summary>Index of the group along x.</summary>
    public int GridX => _group.Index.X;

    /// <summary>Index of the group along y.</summary>
    public int GridY => _group.Index.Y;

    /// <summary>Index of the group along z.</summary>
    public int GridZ => _group.Index.Z;

    /// <summary>Groups along x.</summary>
    public int GridDimX => _group.Config.GridDim.X;

    /// <summary>Groups along y.</summary>
    public int GridDimY => _group.Config.GridDim.Y;

    /// <summary>Groups along z.</summary>
    public int GridDimZ => _group.Config.GridDim.Z;

    /// <summary>Work-items of the group along x.</summary>
    public int GroupDimX => _group.Config.GroupDim.X;

    /// <summary>Work-items of the group along y.</summary>
    public int GroupDimY => _group.Config.GroupDim.Y;

    /// <summary>Work-items of the group along z.</summary>
    public int GroupDimZ => _group.Config.GroupDim.Z;

    /// <summary>Index of the work-item along x.</summary>
    public int IdxX { get; }

    /// <summary>Index of the work-item along y.</summary>
    public int IdxY { get; }

    /// <summary>Index of the work-item along z.</summary>
    public int IdxZ { get; }

    /// <summary>The source line that it is at.</summary>
    public int Line { get; set; }

    /// <summary>Place in the group's linear order, x fastest.</summary>
    internal int Number { get; }

    /// <summary>The work-item and its group, for messages.</summary>
    internal string Place => $"work-item {new Index3D(IdxX, IdxY, IdxZ)} of group {_group.Index}";

    /// <summary>Reads an element.</summary>
    /// <exception cref="KernelFaultException">It does not exist, or another work-item writes it meanwhile.</exception>
    public T Load<T>(ArrayView<T> view, long index)
        where T : unmanaged
    {
        ref var element = ref view[index];
        _group.Access(this, view.Buffer is null, (nint)Unsafe.AsPointer(ref element), sizeof(T), MemoryAccess.Read);
        return element;
    }

    /// <summary>Writes an element.</summary>
    /// <exception cref="KernelFaultException">It does not exist, or another work-item uses it meanwhile.</exception>
    public void Store<T>(ArrayView<T> view, long index, T value)
        where T : unmanaged
    {
        ref var element = ref view[index];
        _group.Access(this, view.Buffer is null, (nint)Unsafe.AsPointer(ref element), sizeof(T), MemoryAccess.Write);
        element = value;
    }

    /// <summary>An element for an atomic operation.</summary>
    /// <exception cref="KernelFaultException">It does not exist, or another work-item uses it meanwhile other than by atomics.</exception>
    public ref T Reference<T>(ArrayView<T> view, long index)
        where T : unmanaged
    {
        ref var element = ref view[index];
        _group.Access(this, view.Buffer is null, (nint)Unsafe.AsPointer(ref element), sizeof(T), MemoryAccess.Atomic);
        return ref element;
    }

    /// <summary>Waits until all work-items of the group have come here.</summary>
    /// <param name="site">The barrier's number in the kernel.</param>
    public void Barrier(int site) => _group.Wait(this, site, isBarrier: true);

    /// <summary>One allocation of shared memory.</summary>
    /// <param name="site">Its number in the kernel.</param>
    /// <param name="count">Elements.</param>
    public ArrayView<T> Shared<T>(int site, int count)
        where T : unmanaged => EmulatedGroupContext.LocalView((T*)_group.Shared(site, (long)count * sizeof(T)), count);

    /// <summary>The shared memory of the launch's size.</summary>
    public ArrayView<T> DynamicShared<T>()
        where T : unmanaged
    {
        var bytes = _group.Config.DynamicSharedBytes;
        return EmulatedGroupContext.LocalView((T*)_group.Shared(DebuggedGroup.DynamicSite, bytes), bytes / sizeof(T));
    }

    /// <summary>Local memory of this work-item.</summary>
    /// <param name="count">Elements.</param>
    public ArrayView<T> Local<T>(int count)
        where T : unmanaged => EmulatedGroupContext.LocalView((T*)_group.Scratch((long)count * sizeof(T)), count);

    /// <summary>The value of a lane of the warp.</summary>
    public T Shuffle<T>(T value, int lane, int site)
        where T : unmanaged => Exchange(value, lane & 31, site);

    /// <summary>The value of the lane whose number differs in the bits of a mask.</summary>
    public T ShuffleXor<T>(T value, int mask, int site)
        where T : unmanaged => Exchange(value, (Number & 31) ^ (mask & 31), site);

    /// <summary>The value of a lane further on; the own where that leaves the warp.</summary>
    public T ShuffleDown<T>(T value, int delta, int site)
        where T : unmanaged => Exchange(value, (Number & 31) + (delta & 31) > 31 ? Number & 31 : (Number & 31) + (delta & 31), site);

    /// <summary>The value of a lane before; the own where that leaves the warp.</summary>
    public T ShuffleUp<T>(T value, int delta, int site)
        where T : unmanaged => Exchange(value, (Number & 31) < (delta & 31) ? Number & 31 : (Number & 31) - (delta & 31), site);

    /// <summary>Makes it ready for the next group.</summary>
    internal void Begin()
    {
        _shuffles = 0;
        Line = 0;
    }

    // Two sets of places take turns: whoever is one shuffle ahead waits there for those that still read the one before.
    private T Exchange<T>(T value, int lane, int site)
        where T : unmanaged
    {
        var places = _group.Exchanged(_shuffles++ & 1);
        ulong bits = 0;
        *(T*)&bits = value;
        places[Number] = bits;
        _group.Wait(this, site, isBarrier: false);
        var from = (Number & ~31) + lane;
        bits = places[from < places.Length ? from : Number];
        return *(T*)&bits;
    }
}
