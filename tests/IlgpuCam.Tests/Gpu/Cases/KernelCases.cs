namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary>
/// A case or more for every kernel: one element, odd numbers, sizes that are no multiple of the tile or the group, more than one image, groups, padding that differs from side to side.
/// They are small enough for oclgrind. A new kernel needs a new case, and a test says so.
/// </summary>
internal static class KernelCases
{
    /// <summary>All cases.</summary>
    internal static IReadOnlyList<KernelCase> All { get; } =
    [
        .. ConvolutionCases.All, .. DepthwiseCases.All, .. WinogradCases.All, .. FullyConnectedCases.All, .. SplitSumCases.All, .. PoolingCases.All, .. PoolingGradientCases.All, .. GradientCases.All, .. ElementwiseCases.All,
        .. NormalizationCases.All, .. SoftmaxCases.All, .. PreprocessCases.All, .. MapCases.All, .. ComponentCases.All, .. TensorCases.All, .. PeakRateCases.All,
    ];

    /// <summary>The case of a name.</summary>
    internal static KernelCase Get(string name) => All.Single(c => c.Name == name);
}
