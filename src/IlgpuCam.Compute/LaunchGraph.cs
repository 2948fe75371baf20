using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute;

/// <summary>
/// Recorded launches and copies; see <see cref="AcceleratorStream.Record"/>. On CUDA they are a graph of the driver's, made once and
/// launched with one call; elsewhere they are put in one by one.
/// </summary>
public class LaunchGraph : IDisposable
{
    private readonly List<RecordedCommand> _commands = [];
    private readonly Lock _gate = new();
    private readonly Accelerator _accelerator;
    private MemoryBuffer[] _buffers = [];
    private PinnedMemory[] _pinned = [];
    private bool _disposed;

    internal LaunchGraph(AcceleratorStream stream)
    {
        _accelerator = stream.Accelerator;
        _accelerator.Register(this);
    }

    /// <summary>Launches, copies and fillings in it.</summary>
    public int Count => _commands.Count;

    /// <summary>The kernels that it launches, in order, by their entry points' names.</summary>
    public IEnumerable<string> Kernels => _commands.OfType<RecordedLaunch>().Select(l => l.Kernel.Name);

    private protected IReadOnlyList<RecordedCommand> Commands => _commands;

    /// <summary>Puts everything into a stream. Memory that it uses has to be there still.</summary>
    /// <param name="stream">A stream of the same accelerator.</param>
    /// <exception cref="ArgumentException">It is another accelerator's.</exception>
    /// <exception cref="InvalidOperationException">The stream is being recorded.</exception>
    /// <exception cref="AcceleratorException">The device refused it.</exception>
    /// <exception cref="ObjectDisposedException">The graph, the stream or memory that the graph uses is disposed.</exception>
    public void Launch(AcceleratorStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!ReferenceEquals(stream.Accelerator, _accelerator))
        {
            throw new ArgumentException($"a stream of {_accelerator.Device.Id} was expected, found one of {stream.Accelerator.Device.Id}", nameof(stream));
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            foreach (var buffer in _buffers)
            {
                buffer.RequireMemory().Use(stream);
            }

            foreach (var pinned in _pinned)
            {
                pinned.RequireMemory().Use(stream);
            }

            Run(stream);
        }
    }

    /// <summary>
    /// Gives a parameter of a recorded launch that is a scalar or a struct another value, for what is launched from now on; grid, groups
    /// and views stay. On CUDA the driver's graph is made anew with the next launch.
    /// </summary>
    /// <typeparam name="T">The parameter's type; what is checked is its size.</typeparam>
    /// <param name="index">Which of the recorded launches, copies and fillings, from 0: a launch.</param>
    /// <param name="parameter">The parameter as the kernel's source names it.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    /// <exception cref="ArgumentException">It is no launch, its kernel has no such parameter, or that is a view or of another size.</exception>
    /// <exception cref="ObjectDisposedException">The graph is disposed.</exception>
    public unsafe void SetValue<T>(int index, string parameter, T value)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _commands.Count);
        var launch = _commands[index] as RecordedLaunch
            ?? throw new ArgumentException($"number {index} of the graph is a copy or a filling, a launch was expected", nameof(index));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            launch.SetValue(parameter, &value, sizeof(T));
            OnChanged();
        }
    }

    /// <summary>Ends it; what was launched of it still runs.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                _accelerator.Unregister(this);
                Close();
            }
        }

        GC.SuppressFinalize(this);
    }

    internal void Add(RecordedCommand command) => _commands.Add(command);

    /// <summary>Called when the recording is complete.</summary>
    internal virtual void Finish()
    {
        _buffers = [.. _commands.SelectMany(c => c.Buffers).Distinct()];
        _pinned = [.. _commands.Select(c => c.Pinned).OfType<PinnedMemory>().Distinct()];
    }

    private protected virtual void Run(AcceleratorStream stream) => stream.Replay(_commands);

    /// <summary>Called when a value was changed.</summary>
    private protected virtual void OnChanged()
    {
    }

    private protected virtual void Close()
    {
    }
}
