namespace IlgpuCam.Tests.Gpu.Cases;

/// <summary>None: tensor cores are out of ILGPU's reach.</summary>
internal static class TensorCases
{
    internal static IEnumerable<KernelCase> All => [];
}
