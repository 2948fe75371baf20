namespace IlgpuCam.Kernels;

/// <summary>Adds.</summary>
public readonly struct SumReduction : IReduction
{
    /// <inheritdoc/>
    public static float Start => 0;

    /// <inheritdoc/>
    public static float Combine(float left, float right) => left + right;
}
