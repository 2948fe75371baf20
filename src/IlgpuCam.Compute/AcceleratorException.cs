namespace IlgpuCam.Compute;

/// <summary>A device refused something or is not there; the message names the call, its code and, where there is one, the kernel.</summary>
public class AcceleratorException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">What caused it.</param>
    public AcceleratorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
