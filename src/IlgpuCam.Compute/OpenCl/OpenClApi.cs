using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>The entry points of OpenCL 1.2 that are called; found when they are first needed, so that a machine without OpenCL is no error.</summary>
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
    internal readonly delegate* unmanaged<nint, uint, nint*, nint*, int> EnqueueMarker;
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

    private OpenClApi(nint library)
    {
        GetPlatformIds = (delegate* unmanaged<uint, nint*, uint*, int>)Find(library, "clGetPlatformIDs");
        GetPlatformInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(library, "clGetPlatformInfo");
        GetDeviceIds = (delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)Find(library, "clGetDeviceIDs");
        GetDeviceInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(library, "clGetDeviceInfo");
        CreateContext = (delegate* unmanaged<nint*, uint, nint*, void*, void*, int*, nint>)Find(library, "clCreateContext");
        CreateCommandQueue = (delegate* unmanaged<nint, nint, ulong, int*, nint>)Find(library, "clCreateCommandQueue");
        CreateBuffer = (delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)Find(library, "clCreateBuffer");
        CreateProgramWithSource = (delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)Find(library, "clCreateProgramWithSource");
        CreateProgramWithBinary = (delegate* unmanaged<nint, uint, nint*, nuint*, byte**, int*, int*, nint>)Find(library, "clCreateProgramWithBinary");
        BuildProgram = (delegate* unmanaged<nint, uint, nint*, byte*, void*, void*, int>)Find(library, "clBuildProgram");
        GetProgramBuildInfo = (delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)Find(library, "clGetProgramBuildInfo");
        GetProgramInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(library, "clGetProgramInfo");
        CreateKernel = (delegate* unmanaged<nint, byte*, int*, nint>)Find(library, "clCreateKernel");
        SetKernelArg = (delegate* unmanaged<nint, uint, nuint, void*, int>)Find(library, "clSetKernelArg");
        EnqueueKernel = (delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)Find(library, "clEnqueueNDRangeKernel");
        EnqueueRead = (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Find(library, "clEnqueueReadBuffer");
        EnqueueWrite = (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)Find(library, "clEnqueueWriteBuffer");
        EnqueueCopy = (delegate* unmanaged<nint, nint, nint, nuint, nuint, nuint, uint, nint*, nint*, int>)Find(library, "clEnqueueCopyBuffer");
        EnqueueFill = (delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)Find(library, "clEnqueueFillBuffer");
        EnqueueMarker = (delegate* unmanaged<nint, uint, nint*, nint*, int>)Find(library, "clEnqueueMarkerWithWaitList");
        WaitForEvents = (delegate* unmanaged<uint, nint*, int>)Find(library, "clWaitForEvents");
        GetEventInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(library, "clGetEventInfo");
        GetEventProfilingInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Find(library, "clGetEventProfilingInfo");
        Flush = (delegate* unmanaged<nint, int>)Find(library, "clFlush");
        Finish = (delegate* unmanaged<nint, int>)Find(library, "clFinish");
        ReleaseContext = (delegate* unmanaged<nint, int>)Find(library, "clReleaseContext");
        ReleaseCommandQueue = (delegate* unmanaged<nint, int>)Find(library, "clReleaseCommandQueue");
        ReleaseMemObject = (delegate* unmanaged<nint, int>)Find(library, "clReleaseMemObject");
        ReleaseProgram = (delegate* unmanaged<nint, int>)Find(library, "clReleaseProgram");
        ReleaseKernel = (delegate* unmanaged<nint, int>)Find(library, "clReleaseKernel");
        ReleaseEvent = (delegate* unmanaged<nint, int>)Find(library, "clReleaseEvent");
    }

    /// <summary>The entry points; null where OpenCL is missing.</summary>
    internal static OpenClApi? Instance => Opened.Value.Api;

    /// <summary>Why it is missing.</summary>
    internal static string WhyNot => Opened.Value.Reason;

    private static (OpenClApi? Api, string Reason) Open()
    {
        string[] names = OperatingSystem.IsWindows() ? ["OpenCL.dll"]
            : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"] : ["libOpenCL.so.1", "libOpenCL.so"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                try
                {
                    return (new(library), string.Empty);
                }
                catch (EntryPointNotFoundException e)
                {
                    return (null, $"{name}: {e.Message}");
                }
            }
        }

        return (null, $"the OpenCL loader ({names[0]}) is not installed");
    }

    private static void* Find(nint library, string name) => NativeLibrary.TryGetExport(library, name, out var address)
        ? (void*)address
        : throw new EntryPointNotFoundException($"there is no {name}: OpenCL 1.2 or later is needed");
}
