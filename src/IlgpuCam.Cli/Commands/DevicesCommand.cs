using System.CommandLine;
using System.Globalization;
using IlgpuCam.Compute;
using Spectre.Console;

namespace IlgpuCam.Cli.Commands;

/// <summary><c>ilgpucam devices</c>: what networks can run on.</summary>
internal static class DevicesCommand
{
    private const int RedirectedWidth = 160;

    internal static Command Create()
    {
        var command = new Command("devices", "Lists the devices that networks can run on, and why others cannot be used.");
        command.SetWork((_, _) => Run());
        return command;
    }

    private static int Run()
    {
        var list = Devices.Enumerate();
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in new[] { "device", "name", "units", "memory", "shared", "group", "warp", "MHz", "can" })
        {
            var isText = name is "device" or "name" or "can";
            table.AddColumn(isText ? new TableColumn(name) { NoWrap = name == "device" } : new TableColumn(name).RightAligned().NoWrap());
        }

        table.AddRow("cpu", "the processor", Text(Environment.ProcessorCount), "", "", "", "", "", "float32");
        foreach (var device in list.Devices)
        {
            table.AddRow(
                device.Id,
                Markup.Escape(device.Name),
                Text(device.ComputeUnits),
                $"{Text(device.GlobalMemory >> 20)} MiB",
                $"{Text(device.SharedMemoryPerGroup >> 10)} KiB",
                Text(device.MaxGroupSize),
                Text(device.WarpSize),
                device.ClockMegahertz > 0 ? Text(device.ClockMegahertz) : string.Empty,
                Abilities(device));
        }

        // A file or a pipe has no width to fit.
        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? Math.Max(AnsiConsole.Profile.Width, RedirectedWidth) : AnsiConsole.Profile.Width;
        AnsiConsole.Write(table);
        foreach (var (kind, reason) in list.Missing)
        {
            Console.WriteLine($"{(kind == DeviceKind.OpenCl ? "opencl" : "cuda")}: none, {reason}");
        }

        foreach (var (kind, name, reason) in list.Unfit)
        {
            Console.WriteLine($"{(kind == DeviceKind.OpenCl ? "opencl" : "cuda")}: not {name}, {reason}");
        }

        return ExitCode.Success;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Abilities(Device device) => string.Join(
        ", ",
        new[] { "float32", device.HasFloat64 ? "float64" : null, device.HasFloat16 ? "float16" : null, device.HasTensorCores ? "tensor cores" : null }.OfType<string>());
}
