namespace IlgpuCam.Compute.Launching;

/// <summary>What a kernel's parameter is.</summary>
public enum KernelParameterKind
{
    /// <summary>An <see cref="ArrayView{T}"/>.</summary>
    View,

    /// <summary>A number.</summary>
    Scalar,

    /// <summary>A struct, passed by value.</summary>
    Struct,
}
