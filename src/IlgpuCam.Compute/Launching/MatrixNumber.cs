using System.ComponentModel;

namespace IlgpuCam.Compute.Launching;

/// <summary>The numbers that a warp multiplies matrices of, as generated code names them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum MatrixNumber
{
    /// <summary>A float with 10 bits behind the point.</summary>
    Tf32,

    /// <summary>IEEE 754 binary16.</summary>
    Half,

    /// <summary>The upper half of a float.</summary>
    BFloat16,
}
