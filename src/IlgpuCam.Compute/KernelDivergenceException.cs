namespace IlgpuCam.Compute;

/// <summary>Not all work-items of a group came to a barrier, or not to the same one, or a condition around a barrier was not the same for all.</summary>
public sealed class KernelDivergenceException : KernelFaultException
{
    /// <summary>Says what happened, the place not known yet.</summary>
    /// <param name="fault">What happened, without a full stop.</param>
    public KernelDivergenceException(string fault)
        : base(fault)
    {
    }

    /// <summary>Names the kernel and the line.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="line">Its source line.</param>
    public KernelDivergenceException(string kernel, int line)
        : base("the work-items of a group disagree about a condition around a barrier", $"Kernel {kernel}, line {line}", kernel, null, line, null)
    {
    }

    private KernelDivergenceException(string fault, string place, string kernel, string sourceFile, int line, Exception inner)
        : base(fault, place, kernel, sourceFile, line, inner)
    {
    }

    private protected override KernelFaultException At(string place, string kernel, string sourceFile, int line) =>
        new KernelDivergenceException(Fault, place, kernel, sourceFile, line, this);
}
