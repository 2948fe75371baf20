using System.Runtime.InteropServices;

namespace IlgpuCam.Compute;

/// <summary>Copies between the host and views of a device's memory.</summary>
public static class ArrayViewExtensions
{
    /// <summary>Copies from the host; the source may be changed as soon as this returns.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">As long as the source.</param>
    /// <param name="stream">What the copy is put into.</param>
    /// <param name="source">The elements.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the view is no buffer of the stream's accelerator.</exception>
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
    /// <exception cref="ArgumentException">The lengths differ, or a view is no buffer of the stream's accelerator.</exception>
    public static void CopyTo<T>(this ArrayView<T> source, AcceleratorStream stream, ArrayView<T> destination)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireLength(destination.Length, source.Length);
        if (source.Length > 0)
        {
            stream.CopyOnDevice(stream.Require(source), source.OffsetInBytes, stream.Require(destination), destination.OffsetInBytes, source.LengthInBytes);
        }
    }

    /// <summary>Sets every byte.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="view">The elements.</param>
    /// <param name="stream">What this is put into.</param>
    /// <param name="value">The byte.</param>
    /// <exception cref="ArgumentException">The view is no buffer of the stream's accelerator.</exception>
    public static void MemSet<T>(this ArrayView<T> view, AcceleratorStream stream, byte value)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (view.Length > 0)
        {
            stream.Fill(stream.Require(view), view.OffsetInBytes, view.LengthInBytes, value);
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
