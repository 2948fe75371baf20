using System.Runtime.CompilerServices;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

internal static class StandinSetup
{
    /// <summary>Before any test asks for devices, and so opens the driver's library for good.</summary>
    [ModuleInitializer]
    internal static void Install() => CudaStandin.Install();
}
