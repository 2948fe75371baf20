namespace IlgpuCam.Compute.Cuda;

/// <summary>A call of the CUDA driver failed.</summary>
public class CudaException : Exception
{
    /// <summary>Names the call and the code.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="call">The entry point.</param>
    /// <param name="codeName">The result code's name, such as CUDA_ERROR_OUT_OF_MEMORY.</param>
    /// <param name="code">The result code.</param>
    /// <param name="kernel">The kernel that the call was about, if it was about one.</param>
    public CudaException(string message, string call, string codeName, int code, string? kernel)
        : base(message)
    {
        Call = call;
        CodeName = codeName;
        Code = code;
        Kernel = kernel;
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
