using System.Diagnostics.CodeAnalysis;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute;

/// <summary>Launches and copies that run in the order in which they were put in. For one thread at a time.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "a stream of launches, as the field calls it")]
public abstract class AcceleratorStream : IDisposable
{
    private LaunchGraph? _recording;
    private bool _disposed;

    private protected AcceleratorStream(Accelerator accelerator)
    {
        Accelerator = accelerator;
        accelerator.Register(this);
    }

    /// <summary>The device's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Launches a kernel. The generated overloads of kernels call this.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="config">Grid and groups.</param>
    /// <param name="arguments">Its arguments in order.</param>
    /// <exception cref="ArgumentException">Grid, groups or arguments do not fit the kernel or the device.</exception>
    /// <exception cref="KernelFaultException">On the emulator: the kernel did what is an error on every device.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    public void Launch(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ObjectDisposedException.ThrowIf(_disposed, this);
        LaunchObserver.Tell(kernel, config, arguments);
        LaunchCheck.Require(kernel, config, arguments, this);
        if (_recording is { } graph)
        {
            graph.Add(new RecordedLaunch(kernel, config, arguments));
        }
        else
        {
            LaunchCore(kernel, config, arguments);
        }
    }

    /// <summary>Records launches instead of running them. Copies to and from the host cannot be recorded.</summary>
    /// <param name="launches">Puts launches into this stream.</param>
    /// <returns>What was recorded, to be launched as often as wanted; the memory that it uses has to live as long.</returns>
    /// <exception cref="InvalidOperationException">A recording is under way already.</exception>
    public LaunchGraph Record(Action launches)
    {
        ArgumentNullException.ThrowIfNull(launches);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_recording is not null)
        {
            throw new InvalidOperationException("a recording is under way already");
        }

        var graph = NewGraph();
        _recording = graph;
        try
        {
            launches();
            graph.Finish();
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
        finally
        {
            _recording = null;
        }
    }

    /// <summary>Puts a mark into the stream.</summary>
    /// <returns>The mark.</returns>
    public AcceleratorEvent RecordEvent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return NewEvent();
    }

    /// <summary>Waits for everything that was put in.</summary>
    public void Synchronize()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Wait();
    }

    /// <summary>Ends the stream once everything in it has run.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Accelerator.Unregister(this);
            Close();
        }

        GC.SuppressFinalize(this);
    }

    internal void Replay(IReadOnlyList<RecordedLaunch> launches)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (var launch in launches)
        {
            launch.RequireMemory();
            LaunchCore(launch.Kernel, launch.Config, launch.Arguments);
        }
    }

    internal void CopyToDevice(ReadOnlySpan<byte> source, DeviceMemory destination, long offset)
    {
        RequireRunning();
        Write(source, destination, offset);
    }

    internal void CopyToHost(DeviceMemory source, long offset, Span<byte> destination)
    {
        RequireRunning();
        Read(source, offset, destination);
    }

    internal void CopyOnDevice(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length)
    {
        RequireRunning();
        Copy(source, sourceOffset, destination, destinationOffset, length);
    }

    internal void Fill(DeviceMemory memory, long offset, long length, byte value)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_recording is { } graph)
        {
            throw new InvalidOperationException($"a graph of {graph.Count} launches is being recorded: memory is filled by kernels there");
        }

        Set(memory, offset, length, value);
    }

    internal DeviceMemory Require<T>(ArrayView<T> view)
        where T : unmanaged => view.Buffer is { } buffer && ReferenceEquals(buffer.Accelerator, Accelerator)
            ? buffer.RequireMemory()
            : throw new ArgumentException($"a view of memory of {Accelerator.Device.Id} was expected", nameof(view));

    private protected virtual LaunchGraph NewGraph() => new(this);

    private protected abstract AcceleratorEvent NewEvent();

    private protected abstract void LaunchCore(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments);

    private protected abstract void Write(ReadOnlySpan<byte> source, DeviceMemory destination, long offset);

    private protected abstract void Read(DeviceMemory source, long offset, Span<byte> destination);

    private protected abstract void Copy(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length);

    private protected abstract void Set(DeviceMemory memory, long offset, long length, byte value);

    private protected abstract void Wait();

    private protected abstract void Close();

    private void RequireRunning()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_recording is not null)
        {
            throw new InvalidOperationException("copies cannot be recorded");
        }
    }
}
