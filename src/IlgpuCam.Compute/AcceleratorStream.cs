using System.Diagnostics.CodeAnalysis;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute;

/// <summary>Launches, copies and marks that run in the order in which they were put in, beside what other streams do.</summary>
/// <remarks>
/// Several threads may put into a stream: each call is put in as a whole. While one of them records a graph the others are refused.
/// A device's fault shows when somebody waits, or with any later call, as a <see cref="DeviceLostException"/>.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "a stream of launches, as the field calls it")]
public abstract partial class AcceleratorStream : IDisposable
{
    // Held while something is put in. Never taken by who holds it for another stream: memory's former users are waited for before.
    private readonly Lock _gate = new();
    private volatile LaunchGraph? _recording;
    private int _recorder;
    private long _submitted;
    private long _completed;
    private bool _disposed;

    private protected AcceleratorStream(Accelerator accelerator) => Accelerator = accelerator;

    /// <summary>The device's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Whether it was disposed, or its accelerator was.</summary>
    internal bool IsDisposed => Volatile.Read(ref _disposed);

    /// <summary>How much was put in so far.</summary>
    internal long Submitted => Volatile.Read(ref _submitted);

    /// <summary>Launches a kernel. The generated overloads of kernels call this.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="config">Grid and groups.</param>
    /// <param name="arguments">Its arguments in order; values are read before this returns.</param>
    /// <exception cref="ArgumentException">Grid, groups or arguments do not fit the kernel or the device.</exception>
    /// <exception cref="KernelFaultException">On the emulator: the kernel did what is an error on every device.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="InvalidOperationException">Another thread records this stream.</exception>
    /// <exception cref="ObjectDisposedException">The stream or a buffer is disposed.</exception>
    public void Launch(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ObjectDisposedException.ThrowIf(_disposed, this);
        LaunchObserver.Tell(kernel, config, arguments);
        LaunchCheck.Require(kernel, config, arguments, this);
        if (Recording() is { } graph)
        {
            graph.Add(new RecordedLaunch(kernel, config, arguments));
            return;
        }

        foreach (ref readonly var argument in arguments)
        {
            argument.Buffer?.RequireMemory().Use(this);
        }

        lock (_gate)
        {
            Enter();
            LaunchCore(kernel, config, arguments);
        }
    }

    /// <summary>Records launches, copies on the device, fillings and copies from and to pinned memory instead of running them.</summary>
    /// <param name="launches">Puts them into this stream. It must not copy from or to other host memory, nor put in marks.</param>
    /// <returns>What was recorded, to be launched as often as wanted; the memory that it uses has to live as long.</returns>
    /// <exception cref="InvalidOperationException">A recording is under way already, or something was put in that cannot be
    /// recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public LaunchGraph Record(Action launches)
    {
        ArgumentNullException.ThrowIfNull(launches);
        LaunchGraph graph;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_recording is not null)
            {
                throw new InvalidOperationException("a recording is under way already");
            }

            graph = NewGraph();
            _recorder = Environment.CurrentManagedThreadId;
            _recording = graph;
        }

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
            lock (_gate)
            {
                _recording = null;
            }
        }
    }

    /// <summary>Puts a new mark into the stream.</summary>
    /// <returns>The mark.</returns>
    /// <exception cref="InvalidOperationException">The stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public AcceleratorEvent RecordEvent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var mark = Accelerator.CreateEvent();
        try
        {
            RecordEvent(mark);
            return mark;
        }
        catch
        {
            mark.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Puts a mark into the stream, which may have been put into a stream before: who waits for it from now on waits for this place.
    /// </summary>
    /// <param name="mark">A mark of the same accelerator.</param>
    /// <exception cref="ArgumentException">It is another accelerator's.</exception>
    /// <exception cref="InvalidOperationException">The stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="ObjectDisposedException">The stream or the mark is disposed.</exception>
    public void RecordEvent(AcceleratorEvent mark)
    {
        Require(mark);
        lock (_gate)
        {
            Enter();
            mark.Record(this);
        }
    }

    /// <summary>Holds what is put in from now on until a mark is reached, in another stream as a rule; does not wait itself.</summary>
    /// <param name="mark">A mark of the same accelerator. If it is put into a stream again later, this still waits for the place it has
    /// now.</param>
    /// <exception cref="ArgumentException">It is another accelerator's.</exception>
    /// <exception cref="InvalidOperationException">It was never put into a stream, or this one is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="ObjectDisposedException">The stream or the mark is disposed.</exception>
    public void Wait(AcceleratorEvent mark)
    {
        Require(mark);
        mark.RequireRecorded();
        lock (_gate)
        {
            Enter();
            WaitCore(mark);
        }
    }

    /// <summary>Waits for everything that was put in.</summary>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="DeviceLostException">A fault has made the device unusable.</exception>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public void Synchronize()
    {
        long work;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            work = _submitted;
        }

        // Without the lock: others may go on putting in.
        WaitForAll();
        lock (_gate)
        {
            _completed = Math.Max(_completed, work);
        }
    }

    /// <summary>Ends the stream once everything in it has run.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                Accelerator.Unregister(this);
                Close();
                _completed = long.MaxValue;
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Waits until as much as was put in at some time has run; a stream that is disposed has run everything.</summary>
    internal void WaitUntil(long work)
    {
        if (Volatile.Read(ref _completed) >= work)
        {
            return;
        }

        lock (_gate)
        {
            if (_completed < work && !_disposed)
            {
                WaitForAll();
                Volatile.Write(ref _completed, _submitted);
            }
        }
    }

    /// <summary>Does what a graph holds, one after the other.</summary>
    internal void Replay(IReadOnlyList<RecordedCommand> commands)
    {
        lock (_gate)
        {
            Enter();
            foreach (var command in commands)
            {
                command.Run(this);
            }

            GC.KeepAlive(commands);
        }
    }

    /// <summary>For what is to have happened when it returns.</summary>
    /// <exception cref="InvalidOperationException">The stream is being recorded.</exception>
    internal void RequireRunning()
    {
        if (_recording is not null)
        {
            throw new InvalidOperationException(
                "this stream is being recorded: marks, and copies from and to memory that is not pinned, are no part of a graph, and nothing can be waited for");
        }
    }

    private protected virtual LaunchGraph NewGraph() => new(this);

    internal abstract void LaunchCore(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments);

    private protected abstract void WaitCore(AcceleratorEvent mark);

    private protected abstract void WaitForAll();

    private protected abstract void Close();

    // The graph that this thread records, if it does.
    private LaunchGraph? Recording()
    {
        if (_recording is not { } graph)
        {
            return null;
        }

        return _recorder == Environment.CurrentManagedThreadId ? graph : throw new InvalidOperationException("another thread records this stream");
    }

    // With the lock.
    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        RequireRunning();
        Volatile.Write(ref _submitted, _submitted + 1);
    }

    private void Require(AcceleratorEvent mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!ReferenceEquals(mark.Accelerator, Accelerator))
        {
            throw new ArgumentException($"a mark of this accelerator on {Accelerator.Device.Id} was expected", nameof(mark));
        }
    }
}
