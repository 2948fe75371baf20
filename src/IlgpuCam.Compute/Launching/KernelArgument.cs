namespace IlgpuCam.Compute.Launching;

/// <summary>An argument of a launch, filled by the generated launcher on its stack.</summary>
public unsafe struct KernelArgument
{
    private KernelArgument(MemoryBuffer? buffer, nint address, long length, int size, bool isView)
    {
        Buffer = buffer;
        Address = address;
        Length = length;
        Size = size;
        IsView = isView;
    }

    /// <summary>The view's buffer; null for values and for a view of nothing.</summary>
    internal MemoryBuffer? Buffer { get; }

    /// <summary>Address of the value; for a view of host memory its first element, of other memory the bytes from the buffer's start.</summary>
    internal nint Address { get; }

    /// <summary>Elements of the view.</summary>
    internal long Length { get; }

    /// <summary>Bytes of the value or of an element.</summary>
    internal int Size { get; }

    /// <summary>Whether it is a view.</summary>
    internal bool IsView { get; }

    /// <summary>Bytes from the buffer's start to the view's first element.</summary>
    internal readonly long ByteOffset => Buffer is null ? 0 : Address - Buffer.HostAddress;

    /// <summary>A view.</summary>
    public static KernelArgument Of<T>(ArrayView<T> view)
        where T : unmanaged => new(view.Buffer, view.Start, view.Length, sizeof(T), isView: true);

    /// <summary>A number or a struct.</summary>
    /// <param name="value">Where it is; it has to stay there during the launch call.</param>
    public static KernelArgument Of<T>(T* value)
        where T : unmanaged => new(null, (nint)value, 1, sizeof(T), isView: false);

    /// <summary>The view, for the emulator.</summary>
    /// <typeparam name="T">The element, or a struct of its layout.</typeparam>
    public readonly ArrayView<T> View<T>()
        where T : unmanaged => new(Buffer, Address, Length * Size / sizeof(T));

    /// <summary>The value, for the emulator.</summary>
    /// <typeparam name="T">Its type, or a struct of its layout.</typeparam>
    public readonly T Value<T>()
        where T : unmanaged => *(T*)Address;

    /// <summary>The same argument with its value elsewhere.</summary>
    internal readonly KernelArgument At(nint address) => new(null, address, Length, Size, isView: false);
}
