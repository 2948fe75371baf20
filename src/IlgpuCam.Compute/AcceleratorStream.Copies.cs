namespace IlgpuCam.Compute;

/// <content>Copies and fillings.</content>
public abstract unsafe partial class AcceleratorStream
{
    /// <summary>Copies from the host; the source may change when this returns.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="source">Elements, not more than the view has.</param>
    /// <exception cref="ArgumentException">They do not fit, or the view is another accelerator's.</exception>
    /// <exception cref="InvalidOperationException">The stream is recording.</exception>
    public void CopyFromCPU<T>(ArrayView<T> target, ReadOnlySpan<T> source)
        where T : unmanaged
    {
        ThrowIfRecording("A copy from memory that is not pinned");
        var block = Block(target, source.Length, nameof(source));
        if (block is not null)
        {
            fixed (T* start = source)
            {
                CopyToDeviceCore(block, target.ByteOffset, start, (long)source.Length * sizeof(T), isPinned: false);
            }
        }
    }

    /// <summary>Copies to the host, after everything put in before; the target is filled when this returns.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="target">Elements, not more than the view has.</param>
    /// <exception cref="ArgumentException">There are not so many, or the view is another accelerator's.</exception>
    /// <exception cref="InvalidOperationException">The stream is recording.</exception>
    public void CopyToCPU<T>(ArrayView<T> source, Span<T> target)
        where T : unmanaged
    {
        ThrowIfRecording("A copy to memory that is not pinned");
        var block = Block(source, target.Length, nameof(target));
        if (block is not null)
        {
            fixed (T* start = target)
            {
                CopyToHostCore(start, block, source.ByteOffset, (long)target.Length * sizeof(T), isPinned: false);
            }
        }
    }

    /// <summary>Copies from pinned memory; that is read when the copy runs.</summary>
    /// <param name="target">Where to: the view's length is what is copied.</param>
    /// <param name="source">Pinned memory of the same accelerator.</param>
    /// <param name="offset">The first element of it.</param>
    /// <exception cref="ArgumentException">It has not so many elements.</exception>
    public void CopyFromCPU<T>(ArrayView<T> target, PinnedBuffer<T> source, int offset = 0)
        where T : unmanaged => CopyPinned(target, source, offset, isToHost: false);

    /// <summary>Copies to pinned memory; that is written when the copy runs: wait for the stream or an event before reading.</summary>
    /// <param name="source">Where from: the view's length is what is copied.</param>
    /// <param name="target">Pinned memory of the same accelerator.</param>
    /// <param name="offset">The first element of it.</param>
    /// <exception cref="ArgumentException">It has not so many elements.</exception>
    public void CopyToCPU<T>(ArrayView<T> source, PinnedBuffer<T> target, int offset = 0)
        where T : unmanaged => CopyPinned(source, target, offset, isToHost: true);

    /// <summary>Copies on the device.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="target">Where to, of the same length; the two do not overlap.</param>
    /// <exception cref="ArgumentException">The lengths differ, the views overlap, or one is another accelerator's.</exception>
    public void Copy<T>(ArrayView<T> source, ArrayView<T> target)
        where T : unmanaged
    {
        if (source.Length != target.Length)
        {
            throw new ArgumentException($"{source.Length} elements cannot be copied into {target.Length}.", nameof(target));
        }

        var (from, to) = (Block(source, source.Length, nameof(source)), Block(target, target.Length, nameof(target)));
        if (from is null || to is null)
        {
            return;
        }

        var bytes = source.Length * sizeof(T);
        if (from == to && Math.Abs(source.ByteOffset - target.ByteOffset) < bytes)
        {
            throw new ArgumentException("Source and target of a copy overlap.", nameof(target));
        }

        Do(new CopyCommand(source.Buffer!, source.ByteOffset, target.Buffer!, target.ByteOffset, bytes));
    }

    /// <summary>Sets every byte.</summary>
    /// <param name="target">Where.</param>
    /// <param name="value">The byte.</param>
    public void MemSet<T>(ArrayView<T> target, byte value)
        where T : unmanaged
    {
        if (Block(target, target.Length, nameof(target)) is not null)
        {
            Do(new FillCommand(target.Buffer!, target.ByteOffset, value, target.Length * sizeof(T)));
        }
    }

    private void CopyPinned<T>(ArrayView<T> view, PinnedBuffer<T> host, int offset, bool isToHost)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (host.Accelerator != Accelerator || host.Length - offset < view.Length)
        {
            throw new ArgumentException(
                $"{view.Length} elements from {offset} on cannot be copied from or to {host.Length} pinned elements of {host.Accelerator}.", nameof(host));
        }

        if (Block(view, view.Length, nameof(view)) is not null)
        {
            Do(new PinnedCopyCommand(view.Buffer!, view.ByteOffset, host, (long)offset * sizeof(T), view.Length * sizeof(T), isToHost));
        }
    }

    private void Do(RecordedCommand command)
    {
        if (_recording is not null)
        {
            _recording.Add(command);
        }
        else
        {
            command.Run(this);
        }
    }

    // The memory of a view that holds so many elements; null where there is nothing to do.
    private MemoryBlock? Block<T>(ArrayView<T> view, long length, string name)
        where T : unmanaged
    {
        ThrowIfDisposed();
        if (length > view.Length)
        {
            throw new ArgumentException($"{length} elements are more than the {view.Length} of the view.", name);
        }

        if (length == 0)
        {
            return null;
        }

        if (view.Buffer is null || view.Buffer.Accelerator != Accelerator)
        {
            throw new ArgumentException($"The view is none of {Accelerator}.", name);
        }

        return view.Buffer.Block;
    }
}
