using System.Diagnostics;

namespace IlgpuCam.Cli.Tests;

/// <summary>
/// Runs the built command in a process of its own, as a script would: the one beside the tests, or the program that the environment variable <c>ILGPUCAM_BINARY</c> names, such as
/// a native one.
/// </summary>
internal static class CommandLineTool
{
    /// <summary>The program in the place of the one beside the tests; null for that one.</summary>
    internal static string? Native { get; } = Environment.GetEnvironmentVariable("ILGPUCAM_BINARY") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    private static string[] Program => Native is null ? ["exec", Path.Combine(AppContext.BaseDirectory, "IlgpuCam.Cli.dll")] : [];

    internal static CommandResult Run(params string[] arguments) => RunIn(Path.GetTempPath(), arguments);

    /// <summary>Runs the command in a folder.</summary>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="arguments">The command line.</param>
    internal static CommandResult RunIn(string folder, params string[] arguments) => RunWith([], folder, arguments);

    /// <summary>Runs the command with variables in its environment.</summary>
    /// <param name="environment">Names and values.</param>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="arguments">The command line.</param>
    internal static CommandResult RunWith(Dictionary<string, string> environment, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Native ?? "dotnet", [.. Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
