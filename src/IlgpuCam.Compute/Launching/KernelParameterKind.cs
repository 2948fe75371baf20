namespace IlgpuCam.Compute.Launching;

/// <summary>What a kernel's parameter is.</summary>
public enum KernelParameterKind
{
    /// <summary>A view of a buffer.</summary>
    View,

    /// <summary>A scalar.</summary>
    Scalar,

    /// <summary>A struct.</summary>
    Struct,
}
