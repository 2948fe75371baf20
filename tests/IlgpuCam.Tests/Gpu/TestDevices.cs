using System.Collections.Immutable;
using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Testing;

namespace IlgpuCam.Tests.Gpu;

/// <summary>The devices that the kernels are tested on. Where no CUDA driver is named, the stand-in is; it holds launches to the PTX that is checked in.</summary>
internal static class TestDevices
{
    private static readonly Lazy<ImmutableArray<Device>> Found = new(Find);

    /// <summary>All of them.</summary>
    internal static ImmutableArray<Device> All => Found.Value;

    /// <summary>Why there is none of CUDA; null where there is.</summary>
    internal static string? WhyNoCuda => All.Any(d => d.Kind == DeviceKind.Cuda) ? null : CudaStandin.Absence ?? "the CUDA driver that is named has no device";

    internal static Accelerator Create(string id) => Accelerator.Create(All.First(d => d.Id == id));

    private static ImmutableArray<Device> Find()
    {
        CudaStandin.Install();
        if (CudaStandin.SkipReason is null)
        {
            CudaStandin.Build(KernelCatalog.CudaSources());
        }

        return Devices.Enumerate().Devices;
    }
}
