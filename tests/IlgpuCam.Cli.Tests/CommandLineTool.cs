using System.Diagnostics;

namespace IlgpuCam.Cli.Tests;

/// <summary>Runs the built command in a process of its own, as a script would.</summary>
internal static class CommandLineTool
{
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
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "IlgpuCam.Cli.dll"), .. arguments])
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
