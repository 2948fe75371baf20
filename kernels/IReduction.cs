namespace IlgpuCam.Kernels;

/// <summary>How values become one: sums, maxima.</summary>
public interface IReduction
{
    /// <summary>The result of no values.</summary>
    static abstract float Start { get; }

    /// <summary>The result of two.</summary>
    static abstract float Combine(float left, float right);
}
