using IlgpuCam.Compute;

namespace IlgpuCam.Gpu;

/// <summary>Launches one after the other, recorded the first time and replayed from then on.</summary>
internal sealed class DevicePart : PlanPart, IDisposable
{
    private LaunchGraph? _graph;

    internal List<DeviceStep> Steps { get; } = [];

    /// <summary>What each of the steps is for.</summary>
    internal List<StepOrigin> Origins { get; } = [];

    /// <inheritdoc/>
    public void Dispose() => _graph?.Dispose();

    internal override void Run(AcceleratorStream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _graph ??= stream.Record(() => Steps.ForEach(step => step(stream)));
        _graph.Launch(stream);
    }
}
