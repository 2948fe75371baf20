namespace IlgpuCam.Compute;

/// <summary>Host memory that a device copies from and to without the processor: copies of it run beside other work.</summary>
/// <typeparam name="T">The element.</typeparam>
public sealed unsafe class PinnedBuffer<T> : PinnedMemory
    where T : unmanaged
{
    internal PinnedBuffer(Accelerator accelerator, int length)
        : base(accelerator, (long)length * sizeof(T)) => Length = length;

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements. Do not touch them while a copy is under way, nor after disposal.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public Span<T> Span => new((void*)Address, Length);
}
