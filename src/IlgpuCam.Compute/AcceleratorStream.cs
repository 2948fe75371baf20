using System.Diagnostics.CodeAnalysis;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute;

/// <summary>What is put into a stream runs in order. One thread at a time uses a stream.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "A stream of work is what the field calls it.")]
public abstract partial class AcceleratorStream : IDisposable
{
    private List<RecordedCommand>? _recording;
    private bool _disposed;

    private protected AcceleratorStream(Accelerator accelerator) => Accelerator = accelerator;

    /// <summary>Whose stream it is.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Whether what is put in is recorded and not done.</summary>
    public bool IsRecording => _recording is not null;

    /// <summary>Launches a kernel; generated launchers call this.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="config">The shape of the launch.</param>
    /// <param name="arguments">An argument for each parameter; values are read before this returns.</param>
    /// <exception cref="ArgumentException">The shape or an argument does not fit the kernel or the device.</exception>
    /// <exception cref="ObjectDisposedException">The stream, its accelerator or a buffer was disposed.</exception>
    /// <exception cref="AcceleratorException">The driver refused.</exception>
    /// <exception cref="KernelFaultException">The emulator found a fault.</exception>
    public void Launch(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ThrowIfDisposed();
        LaunchCheck.Check(Accelerator, kernel, config, arguments);
        if (_recording is not null)
        {
            _recording.Add(new LaunchCommand(kernel, config, arguments));
        }
        else
        {
            LaunchCore(kernel, config, arguments);
        }
    }

    /// <summary>Waits until everything put in is done.</summary>
    /// <exception cref="InvalidOperationException">The stream is recording.</exception>
    public void Synchronize()
    {
        ThrowIfDisposed();
        ThrowIfRecording("Synchronize");
        SynchronizeCore();
    }

    /// <summary>Marks the place that the stream has come to.</summary>
    /// <param name="mark">An event of the same accelerator; an earlier mark of it is forgotten.</param>
    public void Record(AcceleratorEvent mark)
    {
        Check(mark);
        RecordCore(mark);
    }

    /// <summary>Holds what follows until another stream has come to a mark.</summary>
    /// <param name="mark">An event that was recorded.</param>
    public void Wait(AcceleratorEvent mark)
    {
        Check(mark);
        WaitCore(mark);
    }

    /// <summary>Keeps the launches, copies and fillings that an action puts into this stream, to be done as often as wanted.</summary>
    /// <param name="body">Puts them in. Host memory has to be pinned, and nothing can be waited for.</param>
    /// <returns>The graph; buffers that it uses are to live as long as it is launched.</returns>
    public LaunchGraph Record(Action<AcceleratorStream> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfDisposed();
        ThrowIfRecording("Record");
        var commands = new List<RecordedCommand>();
        _recording = commands;
        try
        {
            body(this);
        }
        finally
        {
            _recording = null;
        }

        return CompileGraph([.. commands]);
    }

    /// <summary>Does what a graph holds.</summary>
    /// <param name="graph">A graph of the same accelerator.</param>
    /// <exception cref="ObjectDisposedException">The graph or a buffer that it uses was disposed.</exception>
    public void Launch(LaunchGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ThrowIfDisposed();
        ThrowIfRecording("Launch of a graph");
        if (graph.Accelerator != Accelerator)
        {
            throw new ArgumentException($"The graph was recorded on {graph.Accelerator}, the stream is of {Accelerator}.", nameof(graph));
        }

        graph.Check();
        graph.RunCore(this);
    }

    /// <summary>Waits for what was put in and ends the stream.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Accelerator.Remove(this);
            DisposeCore();
        }

        GC.SuppressFinalize(this);
    }

    internal void ThrowIfDisposed()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Accelerator.ThrowIfDisposed();
    }

    internal abstract void LaunchCore(KernelDefinition kernel, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments);

    /// <summary>Copies from the host. Memory that is not pinned has been read when this returns.</summary>
    internal abstract unsafe void CopyToDeviceCore(MemoryBlock target, long offset, void* source, long bytes, bool isPinned);

    /// <summary>Copies to the host. Memory that is not pinned has been written when this returns.</summary>
    internal abstract unsafe void CopyToHostCore(void* target, MemoryBlock source, long offset, long bytes, bool isPinned);

    /// <summary>Copies on the device; ranges of one block do not overlap.</summary>
    internal abstract void CopyOnDeviceCore(MemoryBlock target, long targetOffset, MemoryBlock source, long sourceOffset, long bytes);

    internal abstract void FillCore(MemoryBlock target, long offset, byte value, long bytes);

    internal abstract void SynchronizeCore();

    internal abstract void RecordCore(AcceleratorEvent mark);

    internal abstract void WaitCore(AcceleratorEvent mark);

    /// <summary>Makes a graph of commands; where the driver has none of its own, they are done one by one.</summary>
    internal virtual LaunchGraph CompileGraph(RecordedCommand[] commands) => new(Accelerator, commands);

    internal abstract void DisposeCore();

    private void Check(AcceleratorEvent mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ThrowIfDisposed();
        ThrowIfRecording("An event");
        if (mark.Accelerator != Accelerator)
        {
            throw new ArgumentException("The event is another accelerator's.", nameof(mark));
        }
    }

    private void ThrowIfRecording(string what)
    {
        if (_recording is not null)
        {
            throw new InvalidOperationException($"{what} cannot be part of a graph.");
        }
    }
}
