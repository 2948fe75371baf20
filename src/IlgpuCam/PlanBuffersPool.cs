using System.Collections.Concurrent;
using IlgpuCam.Backends;
using IlgpuCam.Gpu;
using IlgpuCam.Gpu.Photos;

namespace IlgpuCam;

/// <summary>A plan with what belongs to it: input and output tensors, kept for the next run, and, on a device, what goes before and after the network there.</summary>
internal sealed class PlanBuffersPool(IPlan plan) : IDisposable
{
    private readonly ConcurrentBag<PlanBuffers> _free = [];
    private readonly Lock _lock = new();
    private PhotoPipeline? _pipeline;

    internal IPlan Plan => plan;

    /// <summary>How many use it at present; the cache's to change.</summary>
    internal int Users { get; set; }

    internal PlanBuffers Rent() => _free.TryTake(out var buffers) ? buffers : new(this);

    internal void Return(PlanBuffers buffers) => _free.Add(buffers);

    /// <summary>What takes photos to boxes on the plan's device; null where the plan runs on the processor.</summary>
    /// <param name="create">Makes it, the first time.</param>
    internal PhotoPipeline? Pipeline(Func<DevicePlan, PhotoPipeline> create)
    {
        lock (_lock)
        {
            return DevicePlan.Of(plan) is { } device ? _pipeline ??= create(device) : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pipeline?.Dispose();
        plan.Dispose();
    }
}
