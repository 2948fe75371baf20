using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Cuda;

/// <summary>What the driver's result codes say.</summary>
internal static unsafe class CudaCall
{
    /// <summary>
    /// Whether a code spoils its context: every later call returns it again (CUDA Driver API, CUresult: "the context cannot be used").
    /// </summary>
    internal static bool IsLoss(CudaCode code) => code is CudaCode.DeviceUnavailable or CudaCode.EccUncorrectable or CudaCode.NvlinkUncorrectable
        or CudaCode.IllegalAddress or CudaCode.LaunchTimeout or CudaCode.ContextIsDestroyed or CudaCode.Assert or CudaCode.HardwareStackError
        or CudaCode.IllegalInstruction or CudaCode.MisalignedAddress or CudaCode.InvalidAddressSpace or CudaCode.InvalidPc or CudaCode.LaunchFailed;

    /// <summary>Throws if a call failed.</summary>
    internal static void Check(CudaCode code, string call, string? kernel = null, string? details = null)
    {
        if (code != CudaCode.Success)
        {
            var description = Describe(code, call, kernel);
            throw new CudaException(string.IsNullOrEmpty(details) ? description : $"{description}: {details}", new(call, (int)code, Name(code), kernel));
        }
    }

    /// <summary>The call, the code's name and meaning, and the kernel.</summary>
    internal static string Describe(CudaCode code, string call, string? kernel)
    {
        CudaDriver.GetErrorString(code, out var text);
        var meaning = Marshal.PtrToStringUTF8((nint)text) ?? "no description";
        return $"{call}{(kernel is null ? "" : $" for kernel {kernel}")} returned {Name(code)} ({meaning})";
    }

    /// <summary>The code's name in cuda.h.</summary>
    internal static string Name(CudaCode code)
    {
        CudaDriver.GetErrorName(code, out var name);
        return Marshal.PtrToStringUTF8((nint)name) ?? $"CUDA error {(int)code}";
    }
}
