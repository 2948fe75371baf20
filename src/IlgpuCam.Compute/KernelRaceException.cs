namespace IlgpuCam.Compute;

/// <summary>Two work-items used the same element, one of them to write, and nothing ordered them.</summary>
public sealed class KernelRaceException : KernelFaultException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public KernelRaceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal override KernelFaultException At(string place) => new KernelRaceException($"{place}: {Message}", this) { IsLocated = true };
}
