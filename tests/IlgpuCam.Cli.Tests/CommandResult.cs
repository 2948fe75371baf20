namespace IlgpuCam.Cli.Tests;

/// <summary>What a run of the command gave.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">The error stream.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
