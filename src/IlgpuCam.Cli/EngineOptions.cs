using System.CommandLine;
using IlgpuCam.Backends;
using IlgpuCam.Cpu;

namespace IlgpuCam.Cli;

/// <summary>The options of every command that runs a network.</summary>
internal sealed class EngineOptions
{
    private const int MostThreads = 1024;

    private readonly Option<string> _device = new("--device")
    {
        Description = "auto or cpu; accelerators follow in a later version.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads to use; one a processor by default.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    internal void AddTo(Command command)
    {
        command.Add(_device);
        command.Add(_threads);
    }

    internal int Threads(ParseResult parsed) => parsed.GetValue(_threads) is var n and >= 1 and <= MostThreads
        ? n
        : throw new UsageException($"--threads: a number from 1 to {MostThreads} was expected, found {parsed.GetValue(_threads)}.");

    /// <summary>Opens the device.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">Threads that the backend itself shall use.</param>
    internal IBackend Open(ParseResult parsed, int threads)
    {
        var device = parsed.GetValue(_device)!;
        var kind = device.Split(':')[0];
        return kind switch
        {
            "auto" or "cpu" when kind == device => new CpuBackend(threads),
            "cuda" or "opencl" or "emulator" => throw new FailureException($"--device {device}: this version runs on the CPU only."),
            _ => throw new UsageException($"--device: auto or cpu was expected, found '{device}'."),
        };
    }
}
