namespace IlgpuCam.Testing;

/// <summary>A test with data on the stand-in for the CUDA driver, skipped, with the reason, where it cannot be built.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandinTheoryAttribute : TheoryAttribute
{
    /// <summary>Marks the test.</summary>
    public StandinTheoryAttribute()
    {
        Skip = CudaStandin.SkipReason;
    }
}
