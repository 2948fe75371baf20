namespace IlgpuCam.Compute.Generator.Ir;

/// <summary>Where memory lies. OpenCL 1.2 has no generic space, so that helpers are made concrete for each space they are called with.</summary>
internal enum AddressSpace
{
    /// <summary>A buffer of the device.</summary>
    Global,

    /// <summary>Memory of a group (<c>__local</c> in OpenCL, <c>__shared__</c> in CUDA).</summary>
    Shared,

    /// <summary>Memory of one work-item.</summary>
    Local,
}
