using IlgpuCam.Compute.Emulation;
using IlgpuCam.Compute.Generator.Tests.RandomPrograms;

namespace IlgpuCam.Compute.Generator.Tests;

/// <summary>
/// The process in which an OpenCL driver compiles and runs random programs; and, by hand, programs that a failed test has named: the device (or emulator), then names such as random-1-0-3.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments) => arguments switch
    {
        [var assembly, ..] when assembly.EndsWith(".dll", StringComparison.Ordinal) => DriverProcess.Serve(arguments),
        [var device, _, ..] => Compare(device, [.. arguments.Skip(1).Select(ProgramSet.Parse)]),
        _ => 2,
    };

    private static int Compare(string device, ProgramSet[] sets)
    {
        var batch = ProgramBatch.Compile(sets);
        using var accelerator = device == "emulator" ? new EmulatorAccelerator() : Accelerator.Create(Devices.Enumerate().Devices.First(d => d.Id == device));
        foreach (var (set, index) in sets.Select((s, i) => (s, i)))
        {
            Console.WriteLine(batch.Differ(accelerator, index) ?? $"{set}: same");
        }

        return 0;
    }
}
