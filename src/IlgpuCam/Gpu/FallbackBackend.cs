using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Tensors;
using IlgpuCam.Models;

namespace IlgpuCam.Gpu;

/// <summary>Runs networks on a device, and on something else, such as the processor, from the moment on in which that device is lost: the run that was under way is done again there.</summary>
public sealed class FallbackBackend : IBackend
{
    private readonly AcceleratorBackend _first;
    private readonly Lazy<IBackend> _second;
    private readonly Action<string>? _warning;
    private readonly Lock _lock = new();
    private volatile bool _isLost;

    /// <summary>Creates a backend.</summary>
    /// <param name="first">The device; given back with this.</param>
    /// <param name="second">Makes what goes on when it is lost; called at most once, and given back with this.</param>
    /// <param name="warning">Takes one sentence when that happens.</param>
    public FallbackBackend(AcceleratorBackend first, Func<IBackend> second, Action<string>? warning = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        (_first, _second, _warning) = (first, new(second), warning);
    }

    /// <inheritdoc/>
    public string Name => Current.Name;

    /// <summary>Whether the device was lost.</summary>
    public bool IsLost => _isLost;

    /// <summary>What runs networks now.</summary>
    internal IBackend Current => _isLost ? _second.Value : _first;

    /// <inheritdoc/>
    public IPlan Compile(Network network, IReadOnlyDictionary<string, Shape> inputs, IReadOnlyList<string> outputs) =>
        new FallbackPlan(this, backend => backend.Compile(network, inputs, outputs));

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        if (_second.IsValueCreated)
        {
            _second.Value.Dispose();
        }
    }

    /// <summary>Gives the device up, with a warning the first time.</summary>
    /// <param name="loss">What it said.</param>
    internal void Lose(DeviceLostException loss)
    {
        lock (_lock)
        {
            if (!_isLost)
            {
                _isLost = true;
                _warning?.Invoke($"{loss.Message.TrimEnd('.')}; {Name} goes on in its place.");
            }
        }
    }
}
