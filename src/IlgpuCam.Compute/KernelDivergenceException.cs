namespace IlgpuCam.Compute;

/// <summary>Not all work-items of a group got to the same barrier.</summary>
public sealed class KernelDivergenceException : KernelFaultException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public KernelDivergenceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal override KernelFaultException At(string place) => new KernelDivergenceException($"{place}: {Message}", this) { IsLocated = true };
}
