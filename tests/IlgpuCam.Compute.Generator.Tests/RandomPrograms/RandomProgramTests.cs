using System.Globalization;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>
/// Random programs give the same bits on every accelerator and as plain C#. ILGPUCAM_RANDOM_PROGRAMS says how many (of six a kernel), ILGPUCAM_RANDOM_SEED where they begin, ILGPUCAM_RANDOM_SOURCES a folder to put them in.
/// </summary>
public sealed class RandomProgramTests
{
    private const int KernelsAtOnce = 4;

    [Fact]
    public void Random_programs_give_the_same_bits_everywhere()
    {
        var kernels = (Number("ILGPUCAM_RANDOM_PROGRAMS", 6) + ProgramBatch.Programs - 1) / ProgramBatch.Programs;
        var seed = Number("ILGPUCAM_RANDOM_SEED", 1);
        var differences = new List<string>();
        for (var done = 0; done < kernels; done += KernelsAtOnce, seed++)
        {
            var batch = ProgramBatch.Compile(seed, Math.Min(KernelsAtOnce, kernels - done));
            if (CudaStandin.Absence is null)
            {
                CudaStandin.Install();
                CudaStandin.Build(batch.CudaSources, "random");
            }

            foreach (var (name, create) in Accelerators())
            {
                using var accelerator = create();
                if ((batch.Differ(accelerator, name, 40, 5) ?? batch.Differ(accelerator, name, 64, 8) ?? batch.Differ(accelerator, name, 1, 2)) is { } difference)
                {
                    differences.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {difference}"));
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static IEnumerable<(string Name, Func<Accelerator> Create)> Accelerators()
    {
        yield return ("emulator", () => new EmulatorAccelerator());
        yield return ("debugging emulator", () => new EmulatorAccelerator(isDebugging: true));
        foreach (var device in Devices.Enumerate().Devices.Where(d => d.Kind != DeviceKind.Emulator))
        {
            yield return (device.Id, () => Accelerator.Create(device));
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
