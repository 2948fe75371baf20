namespace IlgpuCam.Compute.Launching;

/// <summary>An argument of a launch: a view, or the address of a value that lives as long as the launch call.</summary>
public readonly unsafe struct KernelArgument
{
    private readonly byte* _memory;

    private KernelArgument(MemoryBuffer? buffer, byte* memory, long offset, long lengthInBytes, int elementSize, bool isView)
    {
        _memory = memory;
        (Buffer, Offset, LengthInBytes, ElementSize, IsView) = (buffer, offset, lengthInBytes, elementSize, isView);
    }

    /// <summary>The view's buffer.</summary>
    internal MemoryBuffer? Buffer { get; }

    /// <summary>Bytes from the buffer's start.</summary>
    internal long Offset { get; }

    /// <summary>The view's bytes.</summary>
    public long LengthInBytes { get; }

    /// <summary>Bytes of an element, or of the value.</summary>
    internal int ElementSize { get; }

    /// <summary>Whether it is a view.</summary>
    internal bool IsView { get; }

    /// <summary>The value, or the view's memory where it is the host's.</summary>
    internal byte* Memory => _memory;

    /// <summary>The view's elements.</summary>
    public long Length => LengthInBytes / ElementSize;

    /// <summary>A view.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">The view.</param>
    public static KernelArgument Of<T>(ArrayView<T> view)
        where T : unmanaged => new(view.Buffer, (byte*)view.Memory, view.OffsetInBytes, view.LengthInBytes, sizeof(T), true);

    /// <summary>A value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">Where it is.</param>
    public static KernelArgument Of<T>(T* value)
        where T : unmanaged => new(null, (byte*)value, 0, sizeof(T), sizeof(T), false);

    /// <summary>The view, on the emulator.</summary>
    /// <typeparam name="T">The element.</typeparam>
    public ArrayView<T> View<T>()
        where T : unmanaged => new(Buffer, _memory, Offset, LengthInBytes / sizeof(T));

    /// <summary>The value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T Value<T>()
        where T : unmanaged => *(T*)_memory;

    /// <summary>The same value elsewhere.</summary>
    internal KernelArgument At(byte* memory) => new(Buffer, memory, Offset, LengthInBytes, ElementSize, IsView);
}
