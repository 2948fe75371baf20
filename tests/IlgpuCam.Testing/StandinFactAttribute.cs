namespace IlgpuCam.Testing;

/// <summary>A test on the stand-in for the CUDA driver, skipped, with the reason, where it cannot be built.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandinFactAttribute : FactAttribute
{
    /// <summary>Marks the test.</summary>
    public StandinFactAttribute()
    {
        Skip = CudaStandin.SkipReason;
    }
}
