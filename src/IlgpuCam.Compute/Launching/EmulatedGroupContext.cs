using System.ComponentModel;
using IlgpuCam.Compute.Emulation;

namespace IlgpuCam.Compute.Launching;

/// <summary>
/// One group of work-items on the emulator, as generated code sees it: where it is, its memory, and its locals that live across barriers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class EmulatedGroupContext
{
    private readonly ScratchMemory _memory;
    private readonly KernelDefinition _kernel;
    private readonly int _dynamicSharedBytes;

    internal EmulatedGroupContext(KernelDefinition kernel, in KernelConfig config, ScratchMemory memory)
    {
        (_kernel, _memory, _dynamicSharedBytes) = (kernel, memory, config.DynamicSharedBytes);
        (GridDimX, GridDimY, GridDimZ) = config.GridDim;
        (GroupDimX, GroupDimY, GroupDimZ) = config.GroupDim;
        Size = (int)config.GroupDim.Size;
    }

    /// <summary>The group's place along the first axis.</summary>
    public int GridX { get; private set; }

    /// <summary>The group's place along the second axis.</summary>
    public int GridY { get; private set; }

    /// <summary>The group's place along the third axis.</summary>
    public int GridZ { get; private set; }

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

    /// <summary>Work-items.</summary>
    public int Size { get; }

    /// <summary>A view of local memory.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="start">The first element.</param>
    /// <param name="count">Elements.</param>
    public static ArrayView<T> LocalView<T>(T* start, int count)
        where T : unmanaged => new(start, count);

    /// <summary>Shared memory of a known size.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="count">Elements.</param>
    public ArrayView<T> Shared<T>(int count)
        where T : unmanaged => new(_memory.Take<T>(count), count);

    /// <summary>Shared memory of the size that the launch stated.</summary>
    /// <typeparam name="T">The element.</typeparam>
    public ArrayView<T> DynamicShared<T>()
        where T : unmanaged => new(_memory.Take<T>(_dynamicSharedBytes / sizeof(T)), _dynamicSharedBytes / sizeof(T));

    /// <summary>A local of each work-item.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T* Items<T>()
        where T : unmanaged => _memory.Take<T>(Size);

    /// <summary>Local memory of each work-item, one behind the other.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="count">Elements of one.</param>
    public T* Local<T>(int count)
        where T : unmanaged => _memory.Take<T>((long)Size * count);

    /// <summary>Checks that all work-items take the same way at a branch round a barrier.</summary>
    /// <param name="conditions">Each one's condition.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="line">The branch's line in the source.</param>
    /// <exception cref="KernelDivergenceException">They do not.</exception>
    public void RequireUniform(bool* conditions, string kernel, int line)
    {
        for (var i = 1; i < Size; i++)
        {
            if (conditions[i] != conditions[0])
            {
                throw new KernelDivergenceException(
                    $"{_kernel.SourceFile}({line}): in kernel {kernel}, group ({GridX}, {GridY}, {GridZ}), work-items 0 and {i} go different ways round a barrier")
                {
                    IsLocated = true,
                };
            }
        }
    }

    /// <summary>Goes to another group: what the last one had is given back.</summary>
    internal void MoveTo(long group)
    {
        _memory.Reset();
        GridX = (int)(group % GridDimX);
        GridY = (int)(group / GridDimX % GridDimY);
        GridZ = (int)(group / GridDimX / GridDimY);
    }
}
