namespace IlgpuCam;

/// <summary>A plan in use: it is not given up before this is disposed.</summary>
internal sealed class PlanLease(PlanCache cache, PlanBuffersPool pool) : IDisposable
{
    internal PlanBuffersPool Pool => pool;

    /// <inheritdoc/>
    public void Dispose() => cache.Return(pool);
}
