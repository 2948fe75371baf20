namespace IlgpuCam.Compute;

/// <summary>An index or a part of a view lies outside.</summary>
public sealed class KernelIndexException : KernelFaultException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public KernelIndexException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal override KernelFaultException At(string place) => new KernelIndexException($"{place}: {Message}", this) { IsLocated = true };
}
