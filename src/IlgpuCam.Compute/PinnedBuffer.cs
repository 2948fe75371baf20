namespace IlgpuCam.Compute;

/// <summary>Elements in pinned host memory; see <see cref="Compute.Accelerator.AllocatePinned{T}"/>.</summary>
/// <typeparam name="T">The element.</typeparam>
public sealed unsafe class PinnedBuffer<T> : PinnedMemory
    where T : unmanaged
{
    internal PinnedBuffer(Accelerator accelerator, int length, DeviceMemory memory)
        : base(accelerator, (long)length * sizeof(T), memory) => Length = length;

    /// <summary>Elements.</summary>
    public int Length { get; }

    /// <summary>
    /// The elements. A copy from them reads them when it runs, and a copy to them writes them then: wait for the stream or for an event
    /// before touching them, and do not keep the span beyond the buffer's disposal.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The memory is gone.</exception>
    public Span<T> Span => new(RequireMemory().Host, Length);
}
