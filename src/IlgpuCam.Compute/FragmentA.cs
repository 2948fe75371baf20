using System.Diagnostics.CodeAnalysis;

namespace IlgpuCam.Compute;

/// <summary>
/// What one work-item holds of a warp's left factor: four registers of 32 bits, each with a tf32 number or with two f16 or bf16 numbers, the one with the lower index in the lower half
/// (PTX ISA, section "Matrix Fragments for mma.m16n8k8" and "... mma.m16n8k16", matrix A).
/// </summary>
/// <remarks>
/// With g = lane / 4 and t = lane % 4, tf32 (16 rows, 8 columns): (g, t), (g + 8, t), (g, t + 4), (g + 8, t + 4).
/// f16 and bf16 (16 rows, 16 columns): the pairs that begin at (g, 2t), (g + 8, 2t), (g, 2t + 8), (g + 8, 2t + 8).
/// </remarks>
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "Kernels know fields, and a register is no more than that.")]
public struct FragmentA
{
    /// <summary>Row g, the first columns.</summary>
    public uint R0;

    /// <summary>Row g + 8, the first columns.</summary>
    public uint R1;

    /// <summary>Row g, the last columns.</summary>
    public uint R2;

    /// <summary>Row g + 8, the last columns.</summary>
    public uint R3;
}
