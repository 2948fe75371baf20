using IlgpuCam.Kernels;

namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary><see cref="PeakRates"/>.</summary>
internal static class PeakRateCases
{
    private const int Groups = 3;

    internal static IEnumerable<KernelCase> All => [new("a copy at full speed", CheckCopy), new("multiply-adds at full speed", CheckMultiplyAdd)];

    private static void CheckCopy(CaseDevice device)
    {
        var x = device.Random(Groups * PeakRates.GroupSize * PeakRates.Moves);
        var (input, output) = (device.Upload(x), device.Result(x.Length));
        device.Launch(s => PeakRates.Copy(s, (Groups, PeakRates.GroupSize), input, output.View));
        Assert.Equal(x, output.GetAsArray1D());
    }

    private static void CheckMultiplyAdd(CaseDevice device)
    {
        const int Rounds = 5;
        const float Factor = 0.5f;
        var output = device.Result(Groups * PeakRates.GroupSize);
        device.Launch(s => PeakRates.MultiplyAdd(s, (Groups, PeakRates.GroupSize), output.View, Rounds, Factor));
        device.Expect(
            [.. Enumerable.Range(0, Groups * PeakRates.GroupSize).Select(i => Enumerable.Range(0, PeakRates.Chains).Sum(chain =>
                Enumerable.Range(0, Rounds).Aggregate((double)((i % PeakRates.GroupSize) + chain), (sum, _) => (sum * Factor) + 1)))],
            output);
    }
}
