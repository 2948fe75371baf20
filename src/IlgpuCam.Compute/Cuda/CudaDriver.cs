using System.Runtime.InteropServices;

namespace IlgpuCam.Compute.Cuda;

/// <summary>The entry points of the CUDA driver API that this library calls, as NVIDIA's reference of it gives them, and nothing more.</summary>
/// <remarks>One with a suffix _v2 is the one that cuda.h has stood for under the plain name since CUDA 3.2 or 4.0 (64-bit sizes, addresses).</remarks>
internal static unsafe partial class CudaDriver
{
    /// <summary>The name that <see cref="CudaLibrary"/> resolves.</summary>
    internal const string Library = "ilgpucam-cuda-driver";

    [LibraryImport(Library, EntryPoint = "cuInit")]
    internal static partial CudaCode Init(uint flags);

    [LibraryImport(Library, EntryPoint = "cuDriverGetVersion")]
    internal static partial CudaCode DriverGetVersion(out int version);

    [LibraryImport(Library, EntryPoint = "cuGetErrorName")]
    internal static partial CudaCode GetErrorName(CudaCode code, out byte* name);

    [LibraryImport(Library, EntryPoint = "cuGetErrorString")]
    internal static partial CudaCode GetErrorString(CudaCode code, out byte* text);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetCount")]
    internal static partial CudaCode DeviceGetCount(out int count);

    [LibraryImport(Library, EntryPoint = "cuDeviceGet")]
    internal static partial CudaCode DeviceGet(out int device, int ordinal);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetName")]
    internal static partial CudaCode DeviceGetName(byte* name, int length, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceTotalMem_v2")]
    internal static partial CudaCode DeviceTotalMem(out nuint bytes, int device);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetAttribute")]
    internal static partial CudaCode DeviceGetAttribute(out int value, CudaDeviceAttribute attribute, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRetain")]
    internal static partial CudaCode DevicePrimaryCtxRetain(out nint context, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    internal static partial CudaCode DevicePrimaryCtxRelease(int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxReset_v2")]
    internal static partial CudaCode DevicePrimaryCtxReset(int device);

    [LibraryImport(Library, EntryPoint = "cuCtxSetCurrent")]
    internal static partial CudaCode CtxSetCurrent(nint context);

    [LibraryImport(Library, EntryPoint = "cuCtxSynchronize")]
    internal static partial CudaCode CtxSynchronize();

    [LibraryImport(Library, EntryPoint = "cuModuleLoadDataEx")]
    internal static partial CudaCode ModuleLoadDataEx(out nint module, byte* image, uint optionCount, int* options, void** values);

    [LibraryImport(Library, EntryPoint = "cuModuleUnload")]
    internal static partial CudaCode ModuleUnload(nint module);

    [LibraryImport(Library, EntryPoint = "cuModuleGetFunction", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial CudaCode ModuleGetFunction(out nint function, CudaModuleHandle module, string name);

    [LibraryImport(Library, EntryPoint = "cuFuncGetAttribute")]
    internal static partial CudaCode FuncGetAttribute(out int value, CudaFunctionAttribute attribute, nint function);

    [LibraryImport(Library, EntryPoint = "cuFuncSetAttribute")]
    internal static partial CudaCode FuncSetAttribute(nint function, CudaFunctionAttribute attribute, int value);

    [LibraryImport(Library, EntryPoint = "cuLaunchKernel")]
    internal static partial CudaCode LaunchKernel(
        nint function,
        uint gridX,
        uint gridY,
        uint gridZ,
        uint blockX,
        uint blockY,
        uint blockZ,
        uint dynamicShared,
        CudaStreamHandle stream,
        void** arguments,
        void** extra);

    [LibraryImport(Library, EntryPoint = "cuMemAlloc_v2")]
    internal static partial CudaCode MemAlloc(out nint address, nuint bytes);

    [LibraryImport(Library, EntryPoint = "cuMemFree_v2")]
    internal static partial CudaCode MemFree(nint address);

    [LibraryImport(Library, EntryPoint = "cuMemHostAlloc")]
    internal static partial CudaCode MemHostAlloc(out nint address, nuint bytes, uint flags);

    [LibraryImport(Library, EntryPoint = "cuMemFreeHost")]
    internal static partial CudaCode MemFreeHost(nint address);

    [LibraryImport(Library, EntryPoint = "cuMemcpyHtoD_v2")]
    internal static partial CudaCode MemcpyHtoD(nint target, void* source, nuint bytes);

    [LibraryImport(Library, EntryPoint = "cuMemcpyDtoH_v2")]
    internal static partial CudaCode MemcpyDtoH(void* target, nint source, nuint bytes);

    [LibraryImport(Library, EntryPoint = "cuMemcpyDtoD_v2")]
    internal static partial CudaCode MemcpyDtoD(nint target, nint source, nuint bytes);

    [LibraryImport(Library, EntryPoint = "cuMemcpyHtoDAsync_v2")]
    internal static partial CudaCode MemcpyHtoDAsync(nint target, void* source, nuint bytes, CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuMemcpyDtoHAsync_v2")]
    internal static partial CudaCode MemcpyDtoHAsync(void* target, nint source, nuint bytes, CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuMemcpyDtoDAsync_v2")]
    internal static partial CudaCode MemcpyDtoDAsync(nint target, nint source, nuint bytes, CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuMemsetD8Async")]
    internal static partial CudaCode MemsetD8Async(nint target, byte value, nuint count, CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuMemsetD32Async")]
    internal static partial CudaCode MemsetD32Async(nint target, uint value, nuint count, CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuStreamCreate")]
    internal static partial CudaCode StreamCreate(out nint stream, uint flags);

    [LibraryImport(Library, EntryPoint = "cuStreamDestroy_v2")]
    internal static partial CudaCode StreamDestroy(nint stream);

    [LibraryImport(Library, EntryPoint = "cuStreamSynchronize")]
    internal static partial CudaCode StreamSynchronize(CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuStreamQuery")]
    internal static partial CudaCode StreamQuery(CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuStreamWaitEvent")]
    internal static partial CudaCode StreamWaitEvent(CudaStreamHandle stream, CudaEventHandle @event, uint flags);

    [LibraryImport(Library, EntryPoint = "cuStreamBeginCapture_v2")]
    internal static partial CudaCode StreamBeginCapture(CudaStreamHandle stream, int mode);

    [LibraryImport(Library, EntryPoint = "cuStreamEndCapture")]
    internal static partial CudaCode StreamEndCapture(CudaStreamHandle stream, out nint graph);

    [LibraryImport(Library, EntryPoint = "cuGraphInstantiateWithFlags")]
    internal static partial CudaCode GraphInstantiate(out nint executable, nint graph, ulong flags);

    [LibraryImport(Library, EntryPoint = "cuGraphLaunch")]
    internal static partial CudaCode GraphLaunch(CudaGraphHandle executable, CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuGraphDestroy")]
    internal static partial CudaCode GraphDestroy(nint graph);

    [LibraryImport(Library, EntryPoint = "cuGraphExecDestroy")]
    internal static partial CudaCode GraphExecDestroy(nint executable);

    [LibraryImport(Library, EntryPoint = "cuEventCreate")]
    internal static partial CudaCode EventCreate(out nint @event, uint flags);

    [LibraryImport(Library, EntryPoint = "cuEventDestroy_v2")]
    internal static partial CudaCode EventDestroy(nint @event);

    [LibraryImport(Library, EntryPoint = "cuEventRecord")]
    internal static partial CudaCode EventRecord(CudaEventHandle @event, CudaStreamHandle stream);

    [LibraryImport(Library, EntryPoint = "cuEventSynchronize")]
    internal static partial CudaCode EventSynchronize(CudaEventHandle @event);

    [LibraryImport(Library, EntryPoint = "cuEventQuery")]
    internal static partial CudaCode EventQuery(CudaEventHandle @event);

    [LibraryImport(Library, EntryPoint = "cuEventElapsedTime")]
    internal static partial CudaCode EventElapsedTime(out float milliseconds, CudaEventHandle start, CudaEventHandle end);
}
