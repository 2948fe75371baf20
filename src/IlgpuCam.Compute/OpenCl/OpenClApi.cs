using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>
/// The entry points of OpenCL 1.2 that are called; found when they are first needed, so that a machine without OpenCL is no error.
/// </summary>
internal sealed unsafe class OpenClApi
{
    private static readonly Lazy<(OpenClApi? Api, string Reason)> Opened = new(Open);

    internal readonly delegate* unmanaged<uint, nint*, uint*, int> GetPlatformIds;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetPlatformInfo;
    internal readonly delegate* unmanaged<nint, ulong, uint, nint*, uint*, int> GetDeviceIds;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetDeviceInfo;
    internal readonly delegate* unmanaged<nint*, uint, nint*, void*, void*, int*, nint> CreateContext;
    internal readonly delegate* unmanaged<nint, nint, ulong, int*, nint> CreateCommandQueue;
    internal readonly delegate* unmanaged<nint, ulong, nuint, void*, int*, nint> CreateBuffer;
    internal readonly delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint> CreateProgramWithSource;
    internal readonly delegate* unmanaged<nint, uint, nint*, nuint*, byte**, int*, int*, nint> CreateProgramWithBinary;
    internal readonly delegate* unmanaged<nint, uint, nint*, byte*, void*, void*, int> BuildProgram;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int> GetProgramBuildInfo;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetProgramInfo;
    internal readonly delegate* unmanaged<nint, byte*, int*, nint> CreateKernel;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, int> SetKernelArg;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int> EnqueueKernel;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> EnqueueRead;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> EnqueueWrite;
    internal readonly delegate* unmanaged<nint, nint, nint, nuint, nuint, nuint, uint, nint*, nint*, int> EnqueueCopy;
    internal readonly delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int> EnqueueFill;
    internal readonly delegate* unmanaged<nint, nint, uint, ulong, nuint, nuint, uint, nint*, nint*, int*, void*> EnqueueMap;
    internal readonly delegate* unmanaged<nint, nint, void*, uint, nint*, nint*, int> EnqueueUnmap;
    internal readonly delegate* unmanaged<nint, uint, nint*, nint*, int> EnqueueMarker;
    internal readonly delegate* unmanaged<nint, uint, nint*, nint*, int> EnqueueBarrier;
    internal readonly delegate* unmanaged<uint, nint*, int> WaitForEvents;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetEventInfo;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetEventProfilingInfo;
    internal readonly delegate* unmanaged<nint, int> Flush;
    internal readonly delegate* unmanaged<nint, int> Finish;
    internal readonly delegate* unmanaged<nint, int> ReleaseContext;
    internal readonly delegate* unmanaged<nint, int> ReleaseCommandQueue;
    internal readonly delegate* unmanaged<nint, int> ReleaseMemObject;
    internal readonly delegate* unmanaged<nint, int> ReleaseProgram;
    internal readonly delegate* unmanaged<nint, int> ReleaseKernel;
    internal readonly delegate* unmanaged<nint, int> ReleaseEvent;

    /// <summary>Finds the entry points.</summary>
    /// <param name="export">Gives the address of a name, or 0.</param>
    /// <exception cref="EntryPointNotFoundException">One is missing.</exception>
    internal OpenClApi(Func<string, nint> export)
    {
        GetPlatformIds = (delegate* unmanaged<uint, nint*, uint*, int>)Find(export, "clGetPlatformIDs");
        GetPlatformInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(export, "clGetPlatformInfo");
        GetDeviceIds = (delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)Find(export, "clGetDeviceIDs");
        GetDeviceInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(export, "clGetDeviceInfo");
        CreateContext = (delegate* unmanaged<nint*, uint, nint*, void*, void*, int*, nint>)Find(export, "clCreateContext");
        CreateCommandQueue = (delegate* unmanaged<nint, nint, ulong, int*, nint>)Find(export, "clCreateCommandQueue");
        CreateBuffer = (delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)Find(export, "clCreateBuffer");
        CreateProgramWithSource = (delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)Find(export, "clCreateProgramWithSource");
        CreateProgramWithBinary = (delegate* unmanaged<nint, uint, nint*, nuint*, byte**, int*, int*, nint>)Find(export, "clCreateProgramWithBinary");
        BuildProgram = (delegate* unmanaged<nint, uint, nint*, byte*, void*, void*, int>)Find(export, "clBuildProgram");
        GetProgramBuildInfo = (delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)Find(export, "clGetProgramBuildInfo");
        GetProgramInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(export, "clGetProgramInfo");
        CreateKernel = (delegate* unmanaged<nint, byte*, int*, nint>)Find(export, "clCreateKernel");
        SetKernelArg = (delegate* unmanaged<nint, uint, nuint, void*, int>)Find(export, "clSetKernelArg");
        EnqueueKernel = (delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)Find(export, "clEnqueueNDRangeKernel");
        EnqueueRead = (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Find(export, "clEnqueueReadBuffer");
        EnqueueWrite = (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Find(export, "clEnqueueWriteBuffer");
        EnqueueCopy = (delegate* unmanaged<nint, nint, nint, nuint, nuint, nuint, uint, nint*, nint*, int>)Find(export, "clEnqueueCopyBuffer");
        EnqueueFill = (delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)Find(export, "clEnqueueFillBuffer");
        EnqueueMap = (delegate* unmanaged<nint, nint, uint, ulong, nuint, nuint, uint, nint*, nint*, int*, void*>)Find(export, "clEnqueueMapBuffer");
        EnqueueUnmap = (delegate* unmanaged<nint, nint, void*, uint, nint*, nint*, int>)Find(export, "clEnqueueUnmapMemObject");
        EnqueueBarrier = (delegate* unmanaged<nint, uint, nint*, nint*, int>)Find(export, "clEnqueueBarrierWithWaitList");
        EnqueueMarker = (delegate* unmanaged<nint, uint, nint*, nint*, int>)Find(export, "clEnqueueMarkerWithWaitList");
        WaitForEvents = (delegate* unmanaged<uint, nint*, int>)Find(export, "clWaitForEvents");
        GetEventInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(export, "clGetEventInfo");
        GetEventProfilingInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(export, "clGetEventProfilingInfo");
        Flush = (delegate* unmanaged<nint, int>)Find(export, "clFlush");
        Finish = (delegate* unmanaged<nint, int>)Find(export, "clFinish");
        ReleaseContext = (delegate* unmanaged<nint, int>)Find(export, "clReleaseContext");
        ReleaseCommandQueue = (delegate* unmanaged<nint, int>)Find(export, "clReleaseCommandQueue");
        ReleaseMemObject = (delegate* unmanaged<nint, int>)Find(export, "clReleaseMemObject");
        ReleaseProgram = (delegate* unmanaged<nint, int>)Find(export, "clReleaseProgram");
        ReleaseKernel = (delegate* unmanaged<nint, int>)Find(export, "clReleaseKernel");
        ReleaseEvent = (delegate* unmanaged<nint, int>)Find(export, "clReleaseEvent");
    }

    /// <summary>The entry points; null where OpenCL is missing.</summary>
    internal static OpenClApi? Instance => Opened.Value.Api;

    /// <summary>Why it is missing.</summary>
    internal static string WhyNot => Opened.Value.Reason;

    private static (OpenClApi? Api, string Reason) Open()
    {
        string[] names = OperatingSystem.IsWindows() ? ["OpenCL.dll"]
            : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"] : ["libOpenCL.so.1", "libOpenCL.so"];
        KeepFaults();
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                try
                {
                    return (new(entry => NativeLibrary.TryGetExport(library, entry, out var address) ? address : 0), string.Empty);
                }
                catch (EntryPointNotFoundException e)
                {
                    return (null, $"{name}: {e.Message}");
                }
            }
        }

        return (null, $"the OpenCL loader ({names[0]}) is not installed");
    }

    /// <summary>
    /// PoCL would take the process's signal of a division by zero and swallow it, and with it .NET's DivideByZeroException in all other
    /// code; kernels here never divide by zero.
    /// The variable has to be in the environment that C libraries see.
    /// </summary>
    private static void KeepFaults()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "setenv", out var address))
        {
            fixed (byte* name = "POCL_SIGFPE_HANDLER"u8, value = "0"u8)
            {
                _ = ((delegate* unmanaged<byte*, byte*, int, int>)address)(name, value, 0);
            }
        }
    }

    private static void* Find(Func<string, nint> export, string name) => export(name) is var address and not 0
        ? (void*)address
        : throw new EntryPointNotFoundException($"there is no {name}: OpenCL 1.2 or later is needed");
}
