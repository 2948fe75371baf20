using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>A plan on a device that is made anew elsewhere once the device is lost.</summary>
internal sealed class FallbackPlan : IPlan
{
    private readonly FallbackBackend _backend;
    private readonly Func<IBackend, IPlan> _compile;
    private readonly Lock _lock = new();
    private IPlan _plan;
    private bool _disposed;

    internal FallbackPlan(FallbackBackend backend, Func<IBackend, IPlan> compile)
    {
        (_backend, _compile) = (backend, compile);
        try
        {
            _plan = compile(backend.Current);
        }
        catch (DeviceLostException e)
        {
            backend.Lose(e);
            _plan = compile(backend.Current);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Inputs => _plan.Inputs;

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Outputs => _plan.Outputs;

    /// <inheritdoc/>
    public long MultiplyAdds => _plan.MultiplyAdds;

    /// <summary>The plan that runs now.</summary>
    internal IPlan Current
    {
        get
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_backend.IsLost && _plan is DevicePlan)
                {
                    var lost = _plan;
                    _plan = _compile(_backend.Current);
                    lost.Dispose();
                }

                return _plan;
            }
        }
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, CancellationToken cancellationToken = default)
    {
        try
        {
            Current.Run(inputs, outputs, cancellationToken);
        }
        catch (DeviceLostException e)
        {
            _backend.Lose(e);
            Current.Run(inputs, outputs, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _plan.Dispose();
        }
    }
}
