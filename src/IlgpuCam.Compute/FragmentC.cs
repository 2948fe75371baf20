using System.Diagnostics.CodeAnalysis;

namespace IlgpuCam.Compute;

/// <summary>What one work-item holds of a warp's 16x8 sums (PTX ISA, the same sections as <see cref="FragmentA"/>, matrices C and D): with g = lane / 4 and t = lane % 4 those at (g, 2t), (g, 2t + 1), (g + 8, 2t), (g + 8, 2t + 1).</summary>
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "Kernels know fields, and a register is no more than that.")]
public struct FragmentC
{
    /// <summary>Row g, column 2t.</summary>
    public float R0;

    /// <summary>Row g, column 2t + 1.</summary>
    public float R1;

    /// <summary>Row g + 8, column 2t.</summary>
    public float R2;

    /// <summary>Row g + 8, column 2t + 1.</summary>
    public float R3;
}
