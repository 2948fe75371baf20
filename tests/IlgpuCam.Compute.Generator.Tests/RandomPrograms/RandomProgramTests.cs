using System.Globalization;
using IlgpuCam.Compute.Emulation;
using IlgpuCam.Testing;
using Xunit.Abstractions;

namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>
/// Random programs give the same bits on every accelerator and as plain C#. ILGPUCAM_RANDOM_PROGRAMS says how many (of six a kernel), ILGPUCAM_RANDOM_SEED where they begin, ILGPUCAM_RANDOM_SOURCES a folder to put them in.
/// </summary>
public sealed class RandomProgramTests(ITestOutputHelper output)
{
    private const int KernelsAtOnce = 4;

    // One program in so many, or one, may be more than an OpenCL driver's own compiler can take.
    private const int ProgramsPerFailure = 50;

    [Fact]
    public void Random_programs_give_the_same_bits_everywhere()
    {
        var kernels = (Number("ILGPUCAM_RANDOM_PROGRAMS", 6) + ProgramBatch.Programs - 1) / ProgramBatch.Programs;
        var seed = Number("ILGPUCAM_RANDOM_SEED", 1);
        var (differences, failures) = (new List<string>(), new List<string>());
        var compared = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var done = 0; done < kernels; done += KernelsAtOnce, seed++)
        {
            var batch = ProgramBatch.Compile([.. Enumerable.Range(0, Math.Min(KernelsAtOnce, kernels - done)).Select(k => ProgramSet.All(seed, k))]);
            if (CudaStandin.Absence is null)
            {
                CudaStandin.Install();
                CudaStandin.Build(batch.CudaSources, "random");
            }

            foreach (var (name, create) in Accelerators())
            {
                using var accelerator = create();
                differences.AddRange(Enumerable.Range(0, batch.Sets.Count).Select(i => batch.Differ(accelerator, i)).OfType<string>().Select(d => $"{name}: {d}"));
                Count(compared, name, batch.Sets.Count * ProgramBatch.Programs);
            }

            foreach (var device in Devices.Enumerate().Devices.Where(d => d.Kind == DeviceKind.OpenCl))
            {
                // A kernel each: where several in one branch on the grid's row, with barriers in each branch, PoCL's compiler gives up on half of them.
                var single = ProgramBatch.Compile([.. batch.Sets.SelectMany(s => s.Programs.Select(p => s with { Programs = [p] }))]);
                var outcome = DriverProcess.Compare(single, device.Id);
                differences.AddRange(outcome.Differences);
                failures.AddRange(outcome.Failures);
                Count(compared, device.Id, single.Sets.Count - outcome.Failures.Count);
            }

            output.WriteLine($"seed {seed}: {string.Join(", ", compared.Select(c => $"{c.Key} {c.Value} programs"))}; {differences.Count} differences, {failures.Count} ended the driver");
        }

        failures.ForEach(output.WriteLine);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(failures.Count <= Math.Max(1, kernels * ProgramBatch.Programs / ProgramsPerFailure), string.Join('\n', failures));
    }

    private static IEnumerable<(string Name, Func<Accelerator> Create)> Accelerators()
    {
        yield return ("emulator", () => new EmulatorAccelerator());
        yield return ("debugging emulator", () => new EmulatorAccelerator(isDebugging: true));
        foreach (var device in Devices.Enumerate().Devices.Where(d => d.Kind == DeviceKind.Cuda))
        {
            yield return (device.Id, () => Accelerator.Create(device));
        }
    }

    private static void Count(SortedDictionary<string, int> compared, string name, int programs) => compared[name] = compared.GetValueOrDefault(name) + programs;

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
