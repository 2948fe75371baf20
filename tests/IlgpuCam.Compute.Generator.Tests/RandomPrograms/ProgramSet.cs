using System.Globalization;

namespace IlgpuCam.Compute.Generator.Tests.RandomPrograms;

/// <summary>Programs that are one kernel, by the numbers they are made from.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Kernel">The kernel of the seed.</param>
/// <param name="Programs">The programs of the kernel.</param>
internal sealed record ProgramSet(int Seed, int Kernel, IReadOnlyList<int> Programs)
{
    /// <summary>All programs of a kernel.</summary>
    public static ProgramSet All(int seed, int kernel) => new(seed, kernel, [.. Enumerable.Range(0, ProgramBatch.Programs)]);

    /// <summary>From what <see cref="ToString"/> writes.</summary>
    public static ProgramSet Parse(string text)
    {
        int[] numbers = [.. text.Split('-').Skip(1).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return numbers.Length == 2 ? All(numbers[0], numbers[1]) : new(numbers[0], numbers[1], [numbers[2]]);
    }

    /// <summary>random-SEED-KERNEL, or random-SEED-KERNEL-PROGRAM where it is one.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"random-{Seed}-{Kernel}") + (Programs.Count == 1 ? string.Create(CultureInfo.InvariantCulture, $"-{Programs[0]}") : string.Empty);
}
