namespace IlgpuCam.Compute;

/// <summary>A driver's call failed.</summary>
public class AcceleratorException : Exception
{
    /// <summary>Names the call and the code.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="call">The entry point, such as clEnqueueNDRangeKernel.</param>
    /// <param name="codeName">The result code's name, such as CL_OUT_OF_RESOURCES.</param>
    /// <param name="code">The result code.</param>
    /// <param name="kernel">The kernel that the call was about, if it was about one.</param>
    /// <param name="log">What the driver's compiler printed, if it was a compilation.</param>
    public AcceleratorException(string message, string call, string codeName, int code, string? kernel = null, string? log = null)
        : base(message)
    {
        Call = call;
        CodeName = codeName;
        Code = code;
        Kernel = kernel;
        Log = log;
    }

    /// <summary>The entry point.</summary>
    public string Call { get; }

    /// <summary>The result code's name.</summary>
    public string CodeName { get; }

    /// <summary>The result code.</summary>
    public int Code { get; }

    /// <summary>The kernel that the call was about, if it was about one.</summary>
    public string? Kernel { get; }

    /// <summary>What the driver's compiler printed, if it was a compilation.</summary>
    public string? Log { get; }
}
