using System.Diagnostics;

namespace IlgpuCam.Cli.Tests;

/// <summary>Runs the built command in a process of its own, as a script would.</summary>
internal static class CommandLineTool
{
    internal static CommandResult Run(params string[] arguments) => RunIn(Path.GetTempPath(), arguments);

    /// <summary>Runs the command in a folder.</summary>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="arguments">The command line.</param>
    internal static CommandResult RunIn(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "IlgpuCam.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
