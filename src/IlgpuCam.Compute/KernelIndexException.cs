namespace IlgpuCam.Compute;

/// <summary>An index lies outside its view.</summary>
public sealed class KernelIndexException : KernelFaultException
{
    /// <summary>Says what happened, the place not known yet.</summary>
    /// <param name="fault">What happened, without a full stop.</param>
    public KernelIndexException(string fault)
        : base(fault)
    {
    }

    private KernelIndexException(string fault, string place, string kernel, string sourceFile, int line, Exception inner)
        : base(fault, place, kernel, sourceFile, line, inner)
    {
    }

    private protected override KernelFaultException At(string place, string kernel, string sourceFile, int line) =>
        new KernelIndexException(Fault, place, kernel, sourceFile, line, this);
}
