using System.Reflection;
using System.Runtime.InteropServices;
using IlgpuCam.Compute.Cuda;
using IlgpuCam.Testing;

namespace IlgpuCam.Compute.Tests.Cuda;

public class CudaLibraryTests
{
    [Fact]
    public void A_missing_library_is_a_reason()
    {
        var (handle, reason) = CudaLibrary.Open("libcuda-that-is-not-there.so.7");
        Assert.Equal(0, handle);
        Assert.Equal("the CUDA driver's library libcuda-that-is-not-there.so.7 cannot be loaded", reason);
    }

    [Fact]
    public void A_library_without_an_entry_point_is_a_reason()
    {
        var name = OperatingSystem.IsWindows() ? "kernel32.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6";
        var (handle, reason) = CudaLibrary.Open(name);
        Assert.Equal(0, handle);
        Assert.Equal($"the CUDA driver's library {name} has no cuInit: a driver for CUDA 11.4 or later is needed", reason);
    }

    [Fact]
    public void Every_import_is_looked_for()
    {
        var source = File.ReadAllText(Path.Combine(TestFiles.Root, "src", "IlgpuCam.Compute", "Cuda", "CudaDriver.cs"));
        var imports = source.Split("EntryPoint = \"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);
        Assert.Equal(imports.Order(), CudaLibrary.EntryPoints.Order());
        var methods = typeof(CudaDriver).GetMethods(BindingFlags.Static | BindingFlags.NonPublic);
        Assert.Equal(CudaLibrary.EntryPoints.Length, methods.Count(method => !method.Name.Contains('<', StringComparison.Ordinal)));
    }

    [StandinFact]
    public void The_stand_in_has_every_entry_point()
    {
        var (handle, reason) = CudaLibrary.Open(CudaStandin.Library);
        Assert.Null(reason);
        NativeLibrary.Free(handle);
    }
}
