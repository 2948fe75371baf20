namespace IlgpuCam.Compute.Cuda;

/// <summary>A call of the CUDA driver failed.</summary>
public sealed class CudaException : AcceleratorException
{
    internal CudaException(string message, NativeFailure failure)
        : base(message, failure)
    {
    }
}
