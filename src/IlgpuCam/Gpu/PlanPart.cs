using IlgpuCam.Compute;

namespace IlgpuCam.Gpu;

/// <summary>A stretch of a plan that runs in one place.</summary>
internal abstract class PlanPart
{
    /// <summary>Runs it, or puts it into the stream.</summary>
    internal abstract void Run(AcceleratorStream stream, CancellationToken cancellationToken);
}
