namespace IlgpuCam.Compute;

/// <summary>Two work-items used the same memory, one of them writing, with nothing that orders them.</summary>
public sealed class KernelRaceException : KernelFaultException
{
    /// <summary>Says what happened, the place not known yet.</summary>
    /// <param name="fault">What happened, without a full stop.</param>
    public KernelRaceException(string fault)
        : base(fault)
    {
    }

    private KernelRaceException(string fault, string place, string kernel, string sourceFile, int line, Exception inner)
        : base(fault, place, kernel, sourceFile, line, inner)
    {
    }

    private protected override KernelFaultException At(string place, string kernel, string sourceFile, int line) =>
        new KernelRaceException(Fault, place, kernel, sourceFile, line, this);
}
