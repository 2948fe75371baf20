using System.CommandLine;
using IlgpuCam.Compute;

namespace IlgpuCam.Cli;

/// <summary>Runs a command and turns its errors into one sentence on the error stream and an exit code.</summary>
internal static class CommandHost
{
    private static readonly TimeSpan TimeToCleanUp = TimeSpan.FromSeconds(20);

    /// <summary>Sets what a command does. It runs on a thread of its own, so that an interrupt cancels it and its temporary files go.</summary>
    /// <param name="command">The command.</param>
    /// <param name="run">What it does; gives the exit code.</param>
    internal static void SetWork(this Command command, Func<ParseResult, CancellationToken, int> run) =>
        command.SetAction((parsed, cancellation) => Task.Run(() => run(parsed, cancellation), CancellationToken.None));

    internal static int Run(Command root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Report(parsed.Errors[0].Message);
            return ExitCode.Usage;
        }

        try
        {
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToCleanUp });
        }
        catch (UsageException e)
        {
            Report(e.Message);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            Report("Cancelled.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (IsReportable(e))
        {
            Report(e.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>Whether an exception is about the user's files or model and its message can stand alone.</summary>
    internal static bool IsReportable(Exception e) =>
        e is IlgpuCamException or AcceleratorException or FailureException or IOException or UnauthorizedAccessException or OutOfMemoryException;

    /// <summary>Writes a warning to the error stream.</summary>
    internal static void Warn(string message) => Report($"warning: {message}");

    /// <summary>Writes one line to the error stream.</summary>
    internal static void Report(string message) => Console.Error.WriteLine($"ilgpucam: {message}");
}
