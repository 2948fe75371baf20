namespace IlgpuCam.Cli;

/// <summary>Where an option such as <c>--json FILE|-</c> sends its text.</summary>
internal static class OutputTarget
{
    /// <summary>Writes to standard output or, half of it never, to a file.</summary>
    /// <param name="target">A path, or - for standard output.</param>
    /// <param name="write">Writes it.</param>
    internal static void Write(string target, Action<Stream> write)
    {
        if (target == "-")
        {
            using var output = Console.OpenStandardOutput();
            write(output);
        }
        else
        {
            AtomicFile.Write(target, write);
        }
    }
}
