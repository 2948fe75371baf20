namespace IlgpuCam.Compute;

/// <summary>A kernel did what no device allows; the emulator found it. The message names kernel, source file, line where it is known, and what happened.</summary>
public class KernelFaultException : Exception
{
    /// <summary>Says what happened, the place not known yet.</summary>
    /// <param name="fault">What happened, without a full stop.</param>
    public KernelFaultException(string fault)
        : base(fault + ".") => Fault = fault;

    private protected KernelFaultException(string fault, string place, string kernel, string? sourceFile, int line, Exception? inner)
        : base($"{place}: {fault}.", inner)
    {
        Fault = fault;
        Kernel = kernel;
        SourceFile = sourceFile;
        Line = line;
    }

    /// <summary>What happened, without the place.</summary>
    public string Fault { get; }

    /// <summary>The kernel; null where the access was none of a kernel's.</summary>
    public string? Kernel { get; }

    /// <summary>The kernel's source file.</summary>
    public string? SourceFile { get; }

    /// <summary>The line in it; 0 where it is not known.</summary>
    public int Line { get; }

    /// <summary>The same fault with its place.</summary>
    internal KernelFaultException At(string kernel, string sourceFile, int line, string workItem)
    {
        if (SourceFile is not null)
        {
            return this;
        }

        line = Line > 0 ? Line : line;
        return At($"Kernel {kernel} ({sourceFile}{(line > 0 ? $", line {line}" : "")}), {workItem}", kernel, sourceFile, line);
    }

    private protected virtual KernelFaultException At(string place, string kernel, string sourceFile, int line) => new(Fault, place, kernel, sourceFile, line, this);
}
