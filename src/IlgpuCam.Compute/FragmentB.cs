using System.Diagnostics.CodeAnalysis;

namespace IlgpuCam.Compute;

/// <summary>What one work-item holds of a warp's right factor: two registers of 32 bits, see <see cref="FragmentA"/> (PTX ISA, the same sections, matrix B).</summary>
/// <remarks>
/// With g = lane / 4 and t = lane % 4, tf32 (8 rows, 8 columns): (t, g), (t + 4, g).
/// f16 and bf16 (16 rows, 8 columns): rows 2t and 2t + 1 of column g, then rows 2t + 8 and 2t + 9.
/// </remarks>
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "Kernels know fields, and a register is no more than that.")]
public struct FragmentB
{
    /// <summary>The first rows.</summary>
    public uint R0;

    /// <summary>The last rows.</summary>
    public uint R1;
}
