using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IlgpuCam.Compute;
using IlgpuCam.Kernels;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests;

/// <summary>The stand-in for the CUDA driver as a device that can be lost on demand.</summary>
internal static unsafe class StandinControls
{
    private const string Driver = "ILGPUCAM_CUDA_DRIVER";

    private static readonly Lazy<bool> Built = new(() =>
    {
        CudaStandin.Build(KernelCatalog.CudaSources());

        // The PTX that is checked in names the same kernels.
        Environment.SetEnvironmentVariable("ILGPUCAM_PTX", null);
        return true;
    });

    /// <summary>This process asks for CUDA devices while the environment names the stand-in, once and for all; the commands that it starts do not see it.</summary>
    [ModuleInitializer]
    internal static void Install()
    {
        if (CudaStandin.SkipReason is null)
        {
            var before = Environment.GetEnvironmentVariable(Driver);
            CudaStandin.Install();
            _ = Devices.EnumerateGpus();
            Environment.SetEnvironmentVariable(Driver, before);
        }
    }

    /// <summary>The stand-in, with the library's kernels.</summary>
    internal static Device Device
    {
        get
        {
            Assert.True(Built.Value);
            return Devices.EnumerateGpus().Devices.First(d => d.Kind == DeviceKind.Cuda);
        }
    }

    /// <summary>The environment in which a command sees the stand-in, with the library's kernels.</summary>
    /// <param name="loseAfter">The launch that loses it, from 0.</param>
    internal static Dictionary<string, string> CommandEnvironment(int loseAfter)
    {
        Assert.True(Built.Value);
        return new() { [Driver] = CudaStandin.Library, ["ILGPUCAM_STANDIN_LOSE_AFTER"] = loseAfter.ToString(null as IFormatProvider) };
    }

    /// <summary>Loses the device at a launch: 0 for the next; -1 for never.</summary>
    internal static void LoseAfter(int launches) =>
        ((delegate* unmanaged<nint, void>)NativeLibrary.GetExport(NativeLibrary.Load(CudaStandin.Library), "cuStandinLoseAfter"))(launches);
}
