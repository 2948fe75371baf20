namespace IlgpuCam.Compute.Generator.Tests.Emit;

/// <summary>A test that needs clang for CUDA; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClangFactAttribute : FactAttribute
{
    public ClangFactAttribute()
    {
        Skip = ClangHost.SkipReason;
    }
}
