using System.Reflection;
using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Cuda;

/// <summary>Finds the driver's library and looks whether it has what is called.</summary>
internal static class CudaLibrary
{
    /// <summary>The environment variable that names another library than the system's driver.</summary>
    internal const string Variable = "ILGPUCAM_CUDA_DRIVER";

    /// <summary>Every entry point of <see cref="CudaDriver"/>.</summary>
    internal static readonly string[] EntryPoints =
    [
        "cuInit", "cuDriverGetVersion", "cuGetErrorName", "cuGetErrorString",
        "cuDeviceGetCount", "cuDeviceGet", "cuDeviceGetName", "cuDeviceTotalMem_v2", "cuDeviceGetAttribute",
        "cuDevicePrimaryCtxRetain", "cuDevicePrimaryCtxRelease_v2", "cuDevicePrimaryCtxReset_v2", "cuCtxSetCurrent", "cuCtxSynchronize",
        "cuModuleLoadDataEx", "cuModuleUnload", "cuModuleGetFunction", "cuFuncGetAttribute", "cuFuncSetAttribute", "cuLaunchKernel",
        "cuMemAlloc_v2", "cuMemFree_v2", "cuMemHostAlloc", "cuMemFreeHost",
        "cuMemcpyHtoD_v2", "cuMemcpyDtoH_v2", "cuMemcpyDtoD_v2", "cuMemcpyHtoDAsync_v2", "cuMemcpyDtoHAsync_v2", "cuMemcpyDtoDAsync_v2",
        "cuMemsetD8Async", "cuMemsetD32Async",
        "cuStreamCreate", "cuStreamDestroy_v2", "cuStreamSynchronize", "cuStreamQuery", "cuStreamWaitEvent", "cuStreamBeginCapture_v2", "cuStreamEndCapture",
        "cuGraphInstantiateWithFlags", "cuGraphLaunch", "cuGraphDestroy", "cuGraphExecDestroy",
        "cuEventCreate", "cuEventDestroy_v2", "cuEventRecord", "cuEventSynchronize", "cuEventQuery", "cuEventElapsedTime",
    ];

    private static readonly Lazy<(nint Handle, string? Reason)> Opened = new(() => Open(NamedByEnvironment));
    private static readonly Lazy<string?> Initialized = new(Initialize);

    /// <summary>Why there is no usable driver; null where there is one.</summary>
    internal static string? Absence => Initialized.Value;

    /// <summary>The library that the environment names in the driver's place; null where it names none.</summary>
    internal static string? NamedByEnvironment => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? name : null;

    /// <summary>Opens a library and looks for the entry points.</summary>
    /// <param name="name">Its name or path; null or empty for the system's driver.</param>
    /// <returns>The library, or 0 and the reason.</returns>
    internal static (nint Handle, string? Reason) Open(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            name = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        }

        if (!NativeLibrary.TryLoad(name, out var library))
        {
            return (0, $"the CUDA driver's library {name} cannot be loaded");
        }

        foreach (var entryPoint in EntryPoints)
        {
            if (!NativeLibrary.TryGetExport(library, entryPoint, out _))
            {
                NativeLibrary.Free(library);
                return (0, $"the CUDA driver's library {name} has no {entryPoint}: a driver for CUDA 11.4 or later is needed");
            }
        }

        return (library, null);
    }

    /// <summary>The library for an import of <see cref="CudaDriver"/>; 0 for any other.</summary>
    internal static nint Resolve(string name) => name == CudaDriver.Library ? Opened.Value.Handle : 0;

    private static string? Initialize()
    {
        if (Opened.Value.Handle == 0)
        {
            return Opened.Value.Reason;
        }

        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => Resolve(name));
        var code = CudaDriver.Init(0);
        return code == CudaCode.Success ? null : CudaCall.Describe(code, "cuInit", null);
    }
}
