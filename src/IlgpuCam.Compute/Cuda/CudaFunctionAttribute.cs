namespace IlgpuCam.Compute.Cuda;

/// <summary>What cuFuncGetAttribute and cuFuncSetAttribute know (CUfunction_attribute).</summary>
internal enum CudaFunctionAttribute
{
    MaxThreadsPerBlock = 0,
    SharedSizeBytes = 1,
    LocalSizeBytes = 3,
    Registers = 4,
    MaxDynamicSharedSizeBytes = 8,
}
