using System.CommandLine;
using System.Globalization;
using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Cpu;
using IlgpuCam.Gpu;

namespace IlgpuCam.Cli;

/// <summary>The options of every command that runs a network.</summary>
internal sealed class EngineOptions
{
    private const int MostThreads = 1024;

    private readonly Option<string> _device = new("--device")
    {
        Description = "auto, cpu, cuda[:N], opencl[:N] or emulator; auto takes a graphics card where there is one. The command devices lists them.",
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

    /// <summary>Whether the command line names a device, be it auto.</summary>
    internal bool IsDeviceNamed(ParseResult parsed) => parsed.GetResult(_device) is { Implicit: false };

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
            "auto" when kind == device => OpenBest(threads),
            "cpu" when kind == device => new CpuBackend(threads),
            "emulator" when kind == device => OpenAccelerator(DeviceKind.Emulator, device, 0),
            "opencl" => OpenAccelerator(DeviceKind.OpenCl, device, Number(device)),
            "cuda" => OpenAccelerator(DeviceKind.Cuda, device, Number(device)),
            _ => throw new UsageException($"--device: auto, cpu, cuda[:N], opencl[:N] or emulator was expected, found '{device}'."),
        };
    }

    /// <summary>A graphics card, or the processor where there is none: OpenCL on the processor has to be asked for by name.</summary>
    private static IBackend OpenBest(int threads)
    {
        if (Devices.EnumerateGpus().Devices.FirstOrDefault() is not { } gpu)
        {
            return new CpuBackend(threads);
        }

        CommandHost.Report($"device {gpu.Id}, {gpu.Name}");
        return new AcceleratorBackend(Accelerator.Create(gpu), gpu.Id, ownsAccelerator: true);
    }

    private static AcceleratorBackend OpenAccelerator(DeviceKind kind, string name, int number)
    {
        var list = Devices.Enumerate();
        var devices = list.Devices.Where(d => d.Kind == kind).ToArray();
        if (number >= devices.Length)
        {
            throw new FailureException($"--device {name}: {list.WhyNot(kind) ?? $"there are {devices.Length} such devices, counted from 0"}.");
        }

        return new(Accelerator.Create(devices[number]), devices[number].Id, ownsAccelerator: true);
    }

    private static int Number(string device)
    {
        var colon = device.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? 0
            : int.TryParse(device.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new UsageException($"--device: a number was expected after the colon, found '{device}'.");
    }
}
