namespace IlgpuCam.Compute;

/// <summary>Copies between views and host memory.</summary>
public static class ArrayViewCopies
{
    /// <summary>Copies from the host; the source may change when this returns.</summary>
    /// <param name="view">Where to.</param>
    /// <param name="stream">The order it keeps.</param>
    /// <param name="source">As many elements as the view has, or fewer.</param>
    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, ReadOnlySpan<T> source)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.CopyFromCPU(view, source);
    }

    /// <summary>Copies to the host; the target is filled when this returns.</summary>
    /// <param name="view">Where from.</param>
    /// <param name="stream">The order it keeps.</param>
    /// <param name="target">As many elements as the view has, or fewer.</param>
    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, Span<T> target)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.CopyToCPU(view, target);
    }
}
