namespace IlgpuCam.Cli;

/// <summary>A command cannot do what it was asked for: exit code 1.</summary>
/// <param name="message">One sentence.</param>
internal sealed class FailureException(string message) : Exception(message);
