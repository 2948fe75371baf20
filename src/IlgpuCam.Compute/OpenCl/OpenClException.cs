namespace IlgpuCam.Compute.OpenCl;

/// <summary>A call of OpenCL failed.</summary>
public sealed class OpenClException : AcceleratorException
{
    internal OpenClException(string message, NativeFailure failure, string? log = null)
        : base(message, failure) => Log = log;

    /// <summary>What the driver's compiler printed, where the call was a compilation; else null.</summary>
    public string? Log { get; }
}
