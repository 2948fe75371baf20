namespace IlgpuCam.Kernels;

/// <summary>The largest; NaN where there is one.</summary>
public readonly struct MaximumReduction : IReduction
{
    /// <inheritdoc/>
    public static float Start => float.NegativeInfinity;

    /// <inheritdoc/>
    public static float Combine(float left, float right) => MathF.Max(left, right);
}
