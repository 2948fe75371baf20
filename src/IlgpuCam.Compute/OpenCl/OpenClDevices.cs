namespace IlgpuCam.Compute.OpenCl;
internal static class OpenClDevices { internal static IReadOnlyList<Device> Enumerate(out string? w) { w = "x"; return []; } }
internal static class OpenClAccelerator { internal static Accelerator Create(Device d) => throw new AcceleratorException(d.Id); }
