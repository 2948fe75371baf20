using IlgpuCam.Compute.Generator.Tests.RandomPrograms;

namespace IlgpuCam.Compute.Generator.Tests;

/// <summary>The process in which an OpenCL driver compiles and runs random programs.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => DriverProcess.Serve(arguments);
}
