namespace IlgpuCam.Compute.OpenCl;

/// <summary>An object of OpenCL. What an object needs (its context, its program) OpenCL itself keeps alive.</summary>
internal sealed class OpenClHandle : NativeHandle
{
    private readonly Func<nint, int> _release;

    private OpenClHandle(HandleCount count, nint value, Func<nint, int> release)
        : base(count, value) => _release = release;

    internal static OpenClHandle Context(HandleCount count, nint value) => new(count, value, OpenClDriver.ReleaseContext);

    internal static OpenClHandle Queue(HandleCount count, nint value) => new(count, value, OpenClDriver.ReleaseCommandQueue);

    internal static OpenClHandle Memory(HandleCount count, nint value) => new(count, value, OpenClDriver.ReleaseMemObject);

    internal static OpenClHandle Program(HandleCount count, nint value) => new(count, value, OpenClDriver.ReleaseProgram);

    internal static OpenClHandle Kernel(HandleCount count, nint value) => new(count, value, OpenClDriver.ReleaseKernel);

    internal static OpenClHandle Event(HandleCount count, nint value) => new(count, value, OpenClDriver.ReleaseEvent);

    private protected override bool Free(nint value) => _release(value) == 0;
}
