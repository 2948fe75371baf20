using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>Finds the OpenCL loader.</summary>
internal static class OpenClLibrary
{
    private static readonly Lazy<(nint Handle, string? Reason)> Opened = new(Open);

    /// <summary>Why there is none; null where there is one.</summary>
    internal static string? Absence => Opened.Value.Reason;

    private static (nint Handle, string? Reason) Open()
    {
        string[] names = OperatingSystem.IsWindows() ? ["OpenCL.dll"]
            : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
            : ["libOpenCL.so.1", "libOpenCL.so"];
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, out var library))
            {
                continue;
            }

            // The newest entry point that is called: an older loader has not got it.
            if (!NativeLibrary.TryGetExport(library, "clEnqueueFillBuffer", out _))
            {
                NativeLibrary.Free(library);
                return (0, $"the OpenCL loader {name} is older than OpenCL 1.2");
            }

            NativeLibraries.Register(OpenClDriver.Library, () => library);
            return (library, null);
        }

        return (0, $"the OpenCL loader {names[0]} cannot be loaded");
    }
}
