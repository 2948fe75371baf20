namespace IlgpuCam.Compute;

/// <summary>A device refused something or is not there; the message names the call, its code and, where there is one, the kernel.</summary>
/// <remarks>
/// A failed call of a driver is a <see cref="Cuda.CudaException"/>, an <see cref="OpenCl.OpenClException"/> or, where nothing works from
/// then on, a <see cref="DeviceLostException"/>.
/// </remarks>
public class AcceleratorException : Exception
{
    private readonly NativeFailure? _failure;
    private readonly string? _kernel;

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">What caused it.</param>
    public AcceleratorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal AcceleratorException(string message, string kernel)
        : base(message) => _kernel = kernel;

    private protected AcceleratorException(string message, NativeFailure failure)
        : base(message) => (_failure, _kernel) = (failure, failure.Kernel);

    /// <summary>The entry point of the driver that failed, such as cuMemAlloc or clFinish; null where it was not a driver's.</summary>
    public string? Call => _failure?.Call;

    /// <summary>
    /// What the call returned (CUresult, or OpenCL's error code); 0, which stands for success in both, where it was not a driver's.
    /// </summary>
    public int Code => _failure?.Code ?? 0;

    /// <summary>The code's name, such as CUDA_ERROR_OUT_OF_MEMORY or CL_OUT_OF_RESOURCES; null where it was not a driver's.</summary>
    public string? CodeName => _failure?.CodeName;

    /// <summary>The kernel that it is about, if it is about one.</summary>
    public string? Kernel => _kernel;
}
