namespace IlgpuCam.Compute.Cuda;

/// <summary>A call of the CUDA driver failed.</summary>
public sealed class CudaException : AcceleratorException
{
    internal CudaException(string message, string call, string codeName, int code, string? kernel)
        : base(message)
    {
        (Call, CodeName, Code, Kernel) = (call, codeName, code, kernel);
    }

    /// <summary>The entry point, such as cuMemAlloc.</summary>
    public string Call { get; }

    /// <summary>The result code's name, such as CUDA_ERROR_OUT_OF_MEMORY.</summary>
    public string CodeName { get; }

    /// <summary>The result code (CUresult).</summary>
    public int Code { get; }

    /// <summary>The kernel that the call was about, if it was about one.</summary>
    public string? Kernel { get; }
}
