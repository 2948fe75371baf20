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

    // Whether the ways to compute a convolution are measured on the device.
    private const string TuningVariable = "ILGPUCAM_TUNING";

    private readonly Option<string> _device = new("--device")
    {
        Description = "auto, cpu, cuda[:N], opencl[:N] or emulator; auto takes a graphics card where there is one, and says so. The command devices lists them.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads to use; one a processor by default.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<string> _precision = new("--precision")
    {
        Description = "float32, tf32 or fp16: what convolutions round their factors to; tf32 and fp16 need a device with tensor cores, or the emulator.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "float32",
    };

    internal void AddTo(Command command)
    {
        command.Add(_device);
        command.Add(_precision);
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
    /// <param name="report">Takes the line that says which device auto took; the error stream by default.</param>
    internal IBackend Open(ParseResult parsed, int threads, Action<string>? report = null)
    {
        var device = parsed.GetValue(_device)!;
        var kind = device.Split(':')[0];
        var precision = Precision(parsed.GetValue(_precision)!);
        return kind switch
        {
            "auto" when kind == device => BestDevice.Open(threads, Threads(parsed), precision, report ?? CommandHost.Report),
            "cpu" when kind == device => OpenProcessor(threads, precision),
            "emulator" when kind == device => OpenAccelerator(DeviceKind.Emulator, device, 0, precision),
            "opencl" => OpenAccelerator(DeviceKind.OpenCl, device, Number(device), precision),
            "cuda" => OpenAccelerator(DeviceKind.Cuda, device, Number(device), precision),
            _ => throw new UsageException($"--device: auto, cpu, cuda[:N], opencl[:N] or emulator was expected, found '{device}'."),
        };
    }

    /// <summary>A backend on the processor.</summary>
    /// <param name="threads">Threads that work on one run.</param>
    /// <param name="precision">What was asked for.</param>
    /// <exception cref="FailureException">It multiplies in float32 only.</exception>
    internal static CpuBackend OpenProcessor(int threads, MatrixPrecision precision) => precision == MatrixPrecision.Float32
        ? new(threads)
        : throw new FailureException($"--precision {Name(precision)}: device cpu multiplies in float32 only.");

    private static AcceleratorBackend OpenAccelerator(DeviceKind kind, string name, int number, MatrixPrecision precision)
    {
        var list = Devices.Enumerate();
        var devices = list.Devices.Where(d => d.Kind == kind).ToArray();
        if (number >= devices.Length)
        {
            throw new FailureException($"--device {name}: {list.WhyNot(kind) ?? $"there are {devices.Length} such devices, counted from 0"}.");
        }

        return Open(devices[number], precision);
    }

    /// <summary>A backend on a device. Convolutions are measured on graphics cards: OpenCL on the processor compiles each of their programs for a second or more.</summary>
    /// <param name="device">The device.</param>
    /// <param name="precision">What convolutions round their factors to.</param>
    /// <exception cref="FailureException">The device does not multiply in that precision.</exception>
    internal static AcceleratorBackend Open(Device device, MatrixPrecision precision) => AcceleratorBackend.Supports(device, precision)
        ? new(Accelerator.Create(device), device.Id, ownsAccelerator: true, precision)
        {
            MeasuresConvolutions = Environment.GetEnvironmentVariable(TuningVariable)?.ToLowerInvariant() switch
            {
                null or "" => device.IsGpu,
                "on" => true,
                "off" => false,
                var other => throw new UsageException($"{TuningVariable}: on or off was expected, found '{other}'."),
            },
        }
        : throw new FailureException($"--precision {Name(precision)}: device {device.Id}, {device.Name}, has no tensor cores that this program can use.");

    private static MatrixPrecision Precision(string name) => name switch
    {
        "float32" => MatrixPrecision.Float32,
        "tf32" => MatrixPrecision.TensorFloat32,
        "fp16" => MatrixPrecision.Float16,
        _ => throw new UsageException($"--precision: float32, tf32 or fp16 was expected, found '{name}'."),
    };

    private static string Name(MatrixPrecision precision) => precision == MatrixPrecision.TensorFloat32 ? "tf32" : "fp16";

    private static int Number(string device)
    {
        var colon = device.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? 0
            : int.TryParse(device.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new UsageException($"--device: a number was expected after the colon, found '{device}'.");
    }
}
