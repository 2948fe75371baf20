namespace IlgpuCam.Compute.OpenCl;

/// <summary>What the loader would load: on Linux a file for each driver (OpenCL extension cl_khr_icd).</summary>
internal static class OpenClIcds
{
    private const string Folder = "/etc/OpenCL/vendors";

    // Each makes a loader look elsewhere.
    private static readonly string[] Variables = ["OCL_ICD_VENDORS", "OCL_ICD_FILENAMES", "OPENCL_VENDOR_PATH"];

    /// <summary>Whether every driver is PoCL, which by default has no device but the processor. Where the list is elsewhere nothing is assumed.</summary>
    internal static bool HaveOnlyProcessors
    {
        get
        {
            if (!OperatingSystem.IsLinux() || !Directory.Exists(Folder)
                || Array.Exists(Variables, v => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(v))))
            {
                return false;
            }

            try
            {
                var drivers = Directory.GetFiles(Folder, "*.icd");
                return drivers.Length > 0 && Array.TrueForAll(drivers, d => Path.GetFileName(d).StartsWith("pocl", StringComparison.OrdinalIgnoreCase));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The loader will say what is wrong with the folder.
                return false;
            }
        }
    }
}
