namespace IlgpuCam.Compute;

/// <summary>What an accelerator's allocator holds.</summary>
/// <param name="UsedBytes">In buffers, as allocated (rounded up to a size class).</param>
/// <param name="CachedBytes">Kept for the next buffers.</param>
/// <param name="PeakBytes">The most that was in buffers at once.</param>
/// <param name="Allocations">How often the driver was asked for memory.</param>
/// <param name="Reuses">How often the cache served instead.</param>
public readonly record struct MemoryStatistics(long UsedBytes, long CachedBytes, long PeakBytes, long Allocations, long Reuses);
