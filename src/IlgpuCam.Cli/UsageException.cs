namespace IlgpuCam.Cli;

/// <summary>The command line asks for something that does not exist: exit code 2.</summary>
/// <param name="message">One sentence.</param>
internal sealed class UsageException(string message) : Exception(message);
