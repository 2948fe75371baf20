using System.Collections.Concurrent;
using IlgpuCam.Backends;

namespace IlgpuCam;

/// <summary>Input and output tensors of a plan, kept for the next run.</summary>
internal sealed class PlanBuffersPool(IPlan plan)
{
    private readonly ConcurrentBag<PlanBuffers> _free = [];

    internal IPlan Plan => plan;

    internal PlanBuffers Rent() => _free.TryTake(out var buffers) ? buffers : new(this);

    internal void Return(PlanBuffers buffers) => _free.Add(buffers);
}
