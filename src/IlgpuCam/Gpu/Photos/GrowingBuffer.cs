using IlgpuCam.Compute;

namespace IlgpuCam.Gpu.Photos;

/// <summary>Memory of a device that is kept from run to run, and replaced where a run needs more than any before.</summary>
/// <typeparam name="T">The element.</typeparam>
internal sealed class GrowingBuffer<T>(Accelerator accelerator) : IDisposable
    where T : unmanaged
{
    private MemoryBuffer1D<T>? _memory;

    /// <summary>Makes room; what was in it, and launches recorded with it, are of no more use then.</summary>
    internal void Require(long length)
    {
        if (_memory is null || _memory.Length < length)
        {
            _memory?.Dispose();
            _memory = null;
            _memory = accelerator.Allocate1D<T>(Math.Max(length, 1));
        }
    }

    /// <summary>Everything there is room for.</summary>
    internal ArrayView<T> View => _memory!.View;

    /// <summary>Puts elements at the beginning, for which room was made.</summary>
    internal void Upload(AcceleratorStream stream, ReadOnlySpan<T> elements) => View.SubView(0, elements.Length).CopyFromCPU(stream, elements);

    /// <inheritdoc/>
    public void Dispose() => _memory?.Dispose();
}
