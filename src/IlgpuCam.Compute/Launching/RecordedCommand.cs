namespace IlgpuCam.Compute.Launching;

/// <summary>Something put into a stream that a graph can do again.</summary>
internal abstract class RecordedCommand
{
    /// <summary>The buffers that it uses.</summary>
    internal abstract IEnumerable<MemoryBuffer> Buffers { get; }

    /// <summary>The pinned memory that it uses.</summary>
    internal virtual PinnedMemory? Pinned => null;

    /// <summary>Does it, in a stream whose work it is.</summary>
    internal abstract void Run(AcceleratorStream stream);

    /// <summary>Called before it is given to a stream.</summary>
    /// <exception cref="ObjectDisposedException">Memory that it uses is gone.</exception>
    internal void Use(AcceleratorStream stream)
    {
        foreach (var buffer in Buffers)
        {
            buffer.RequireMemory().Use(stream);
        }

        Pinned?.RequireMemory().Use(stream);
    }
}
