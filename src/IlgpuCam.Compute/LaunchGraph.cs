using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute;

/// <summary>Recorded launches; see <see cref="AcceleratorStream.Record"/>.</summary>
public class LaunchGraph : IDisposable
{
    private readonly List<RecordedLaunch> _launches = [];
    private readonly Accelerator _accelerator;
    private bool _disposed;

    internal LaunchGraph(AcceleratorStream stream)
    {
        _accelerator = stream.Accelerator;
        _accelerator.Register(this);
    }

    /// <summary>Launches in it.</summary>
    public int Count => _launches.Count;

    /// <summary>The kernels that it launches, in order, by their entry points' names.</summary>
    public IEnumerable<string> Kernels => _launches.Select(l => l.Kernel.Name);

    private protected IReadOnlyList<RecordedLaunch> Launches => _launches;

    /// <summary>Puts all launches into a stream.</summary>
    /// <param name="stream">A stream of the same accelerator.</param>
    /// <exception cref="ArgumentException">It is another accelerator's.</exception>
    public void Launch(AcceleratorStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!ReferenceEquals(stream.Accelerator, _accelerator))
        {
            throw new ArgumentException($"a stream of {_accelerator.Device.Id} was expected, found one of {stream.Accelerator.Device.Id}", nameof(stream));
        }

        Run(stream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _accelerator.Unregister(this);
            Close();
        }

        GC.SuppressFinalize(this);
    }

    internal void Add(RecordedLaunch launch) => _launches.Add(launch);

    /// <summary>Called when the recording is complete.</summary>
    internal virtual void Finish()
    {
    }

    private protected virtual void Run(AcceleratorStream stream) => stream.Replay(_launches);

    private protected virtual void Close()
    {
    }
}
