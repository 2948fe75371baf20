using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>
/// Compares programs on a device in a process of their own, which a driver's compiler may end, or make a program of that never does: PoCL 3.1 does either, rarely, with text that other compilers take.
/// It is started again behind the kernel that ended it.
/// </summary>
internal static class DriverProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Compares all kernels of a batch.</summary>
    public static DriverOutcome Compare(ProgramBatch batch, string device)
    {
        using var folder = new TemporaryFolder();
        batch.Save(folder["programs.dll"]);
        var outcome = new DriverOutcome([], []);
        for (var next = 0; next < batch.Sets.Count; next++)
        {
            next = Start(folder["programs.dll"], batch, device, next, outcome);
        }

        return outcome;
    }

    /// <summary>The other process: compares kernels from one on, with a line before and after each.</summary>
    public static int Serve(string[] arguments)
    {
        if (arguments.Length < 4)
        {
            return 2;
        }

        var batch = ProgramBatch.Load(arguments[0], [.. arguments.Skip(3).Select(ProgramSet.Parse)]);
        using var accelerator = Accelerator.Create(Devices.Enumerate().Devices.First(d => d.Id == arguments[1]));
        for (var i = int.Parse(arguments[2], CultureInfo.InvariantCulture); i < batch.Sets.Count; i++)
        {
            Console.WriteLine($"begin {i}");
            Console.WriteLine(batch.Differ(accelerator, i) is { } difference ? $"differs {difference}" : "same");
        }

        return 0;
    }

    // Gives the kernel that it ended at, or the number of kernels.
    private static int Start(string assembly, ProgramBatch batch, string device, int first, DriverOutcome outcome)
    {
        string[] arguments = ["exec", typeof(DriverProcess).Assembly.Location, assembly, device, first.ToString(CultureInfo.InvariantCulture), .. batch.Sets.Select(s => s.ToString())];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var lines = new BlockingCollection<string>();
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
            {
                lines.CompleteAdding();
            }
            else
            {
                lines.Add(e.Data);
            }
        };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync();
        var (current, isOpen) = (first, false);
        while (lines.TryTake(out var line, Patience))
        {
            if (line.StartsWith("begin ", StringComparison.Ordinal))
            {
                (current, isOpen) = (int.Parse(line.AsSpan(6), CultureInfo.InvariantCulture), true);
            }
            else if (line.StartsWith("differs ", StringComparison.Ordinal))
            {
                isOpen = false;
                outcome.Differences.Add($"{device}: {line[8..]}");
            }
            else if (line == "same")
            {
                // Any other line is the driver's.
                isOpen = false;
            }
        }

        if (!lines.IsCompleted)
        {
            process.Kill();
            process.WaitForExit();
            outcome.Failures.Add($"{device}: {batch.Sets[current]} gave no result in {Patience.TotalMinutes} minutes");
            return current;
        }

        process.WaitForExit();
        if (process.ExitCode == 0)
        {
            return batch.Sets.Count;
        }

        // Anything but an abort within a comparison is a fault of this test or an exception of ours, and no driver's.
        var said = errors.Result.Trim();
        if (isOpen && !said.Contains("Unhandled exception", StringComparison.Ordinal))
        {
            outcome.Failures.Add($"{device}: {batch.Sets[current]} ended the process ({process.ExitCode}): {said[(said.LastIndexOf('\n') + 1)..]}");
        }
        else
        {
            outcome.Differences.Add($"{device}: {batch.Sets[current]}: exit code {process.ExitCode}, {said}");
        }

        return current;
    }
}
