using System.Runtime.InteropServices;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute;

/// <summary>Copies between the host and views of a device's memory.</summary>
/// <remarks>
/// Copies on the device, fillings and copies from and to a <see cref="PinnedBuffer{T}"/> are put into the stream and return at once; they
/// can be recorded (<see cref="AcceleratorStream.Record"/>).
/// Copies from and to other memory of the host block: one to the device until the source has been read, which may be before the device has
/// it, and one to the host until everything before it in the stream has run and the elements are there.
/// </remarks>
public static class ArrayViewExtensions
{
    /// <summary>Copies from the host; the source may be changed as soon as this returns.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">As long as the source.</param>
    /// <param name="stream">What the copy is put into.</param>
    /// <param name="source">The elements.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the view is no buffer of the stream's accelerator.</exception>
    /// <exception cref="InvalidOperationException">The stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The stream or the memory is disposed.</exception>
    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, ReadOnlySpan<T> source)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireLength(view.Length, source.Length);
        if (!source.IsEmpty)
        {
            stream.CopyToDevice(MemoryMarshal.AsBytes(source), stream.Require(view), view.OffsetInBytes);
        }
    }

    /// <summary>Copies to the host; the elements are there when this returns.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">As long as the destination.</param>
    /// <param name="stream">What the copy waits for.</param>
    /// <param name="destination">Receives the elements.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the view is no buffer of the stream's accelerator.</exception>
    /// <exception cref="InvalidOperationException">The stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The stream or the memory is disposed.</exception>
    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, Span<T> destination)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireLength(view.Length, destination.Length);
        if (!destination.IsEmpty)
        {
            stream.CopyToHost(stream.Require(view), view.OffsetInBytes, MemoryMarshal.AsBytes(destination));
        }
    }

    /// <summary>Copies on the device.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="source">Where from.</param>
    /// <param name="stream">What the copy is put into.</param>
    /// <param name="destination">Where to: as long, and not overlapping.</param>
    /// <exception cref="ArgumentException">The lengths differ, the views overlap, or one is no buffer of the stream's accelerator.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The stream or the memory is disposed.</exception>
    public static void CopyTo<T>(this ArrayView<T> source, AcceleratorStream stream, ArrayView<T> destination)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireLength(destination.Length, source.Length);
        if (source.Length > 0)
        {
            var (from, to) = (stream.RequireBuffer(source), stream.RequireBuffer(destination));
            if (ReferenceEquals(from, to) && Math.Abs(source.OffsetInBytes - destination.OffsetInBytes) < source.LengthInBytes)
            {
                throw new ArgumentException("source and destination of a copy overlap", nameof(destination));
            }

            stream.Put(new RecordedCopy(from, source.OffsetInBytes, to, destination.OffsetInBytes, source.LengthInBytes));
        }
    }

    /// <summary>Sets every byte.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">The elements.</param>
    /// <param name="stream">What this is put into.</param>
    /// <param name="value">The byte.</param>
    /// <exception cref="ArgumentException">The view is no buffer of the stream's accelerator.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The stream or the memory is disposed.</exception>
    public static void MemSet<T>(this ArrayView<T> view, AcceleratorStream stream, byte value)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (view.Length > 0)
        {
            stream.Put(new RecordedFill(stream.RequireBuffer(view), view.OffsetInBytes, view.LengthInBytes, value));
        }
    }

    /// <summary>Copies from pinned memory and returns at once: the elements are read when the stream comes to the copy.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">What is written; its length is what is copied.</param>
    /// <param name="stream">What the copy is put into.</param>
    /// <param name="source">Pinned memory of the same accelerator.</param>
    /// <param name="offset">The first element that is read.</param>
    /// <exception cref="ArgumentException">There are not so many elements, or one of the two is not of the stream's accelerator.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The stream or the memory is disposed.</exception>
    public static void CopyFromPinned<T>(this ArrayView<T> view, AcceleratorStream stream, PinnedBuffer<T> source, int offset = 0)
        where T : unmanaged => Transfer(view, stream, source, offset, isToHost: false);

    /// <summary>
    /// Copies to pinned memory and returns at once: the elements are there once the stream has come past the copy. Wait for the stream, or
    /// for a mark behind the copy, before reading them.
    /// </summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">What is read; its length is what is copied.</param>
    /// <param name="stream">What the copy is put into.</param>
    /// <param name="destination">Pinned memory of the same accelerator.</param>
    /// <param name="offset">The first element that is written.</param>
    /// <exception cref="ArgumentException">There are not so many elements, or one of the two is not of the stream's accelerator.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The stream or the memory is disposed.</exception>
    public static void CopyToPinned<T>(this ArrayView<T> view, AcceleratorStream stream, PinnedBuffer<T> destination, int offset = 0)
        where T : unmanaged => Transfer(view, stream, destination, offset, isToHost: true);

    private static unsafe void Transfer<T>(ArrayView<T> view, AcceleratorStream stream, PinnedBuffer<T> pinned, int offset, bool isToHost)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(pinned);
        if (offset < 0 || view.Length > pinned.Length - offset)
        {
            throw new ArgumentException($"{view.Length} elements from {offset} on were expected, the pinned buffer has {pinned.Length}", nameof(offset));
        }

        if (!ReferenceEquals(pinned.Accelerator, stream.Accelerator))
        {
            throw new ArgumentException($"pinned memory of {stream.Accelerator.Device.Id} was expected", nameof(pinned));
        }

        if (view.Length > 0)
        {
            _ = pinned.RequireMemory();
            stream.Put(new RecordedTransfer(stream.RequireBuffer(view), view.OffsetInBytes, pinned, (long)offset * sizeof(T), view.LengthInBytes, isToHost));
        }
    }

    private static void RequireLength(long view, long host)
    {
        if (view != host)
        {
            throw new ArgumentException($"a view of {view} elements and {host} elements cannot be copied to each other");
        }
    }
}
