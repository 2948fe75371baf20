namespace IlgpuCam.Compute;

/// <summary>A kernel did on the emulator what is an error on every device.</summary>
public class KernelFaultException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Kernel, source file and line where they are known, and what happened.</param>
    /// <param name="innerException">What caused it.</param>
    public KernelFaultException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the message has the place in it.</summary>
    internal bool IsLocated { get; init; }

    /// <summary>The same fault with its place.</summary>
    internal virtual KernelFaultException At(string place) => new($"{place}: {Message}", this) { IsLocated = true };
}
