using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>An in-order queue of an OpenCL device.</summary>
internal sealed unsafe class OpenClStream : AcceleratorStream
{
    private const ulong Profiling = 2;

    private readonly OpenClAccelerator _accelerator;
    private readonly OpenClApi _api;
    private readonly OpenClHandle _queue;

    internal OpenClStream(OpenClAccelerator accelerator)
        : base(accelerator)
    {
        (_accelerator, _api) = (accelerator, accelerator.Api);
        int code;
        var queue = _api.CreateCommandQueue(accelerator.Context, accelerator.Handle, Profiling, &code);
        OpenClCode.Check(code, "clCreateCommandQueue");
        _queue = new(queue, _api.ReleaseCommandQueue);
    }

    private protected override AcceleratorEvent NewEvent()
    {
        nint mark;
        OpenClCode.Check(_api.EnqueueMarker(_queue.Value, 0, null, &mark), "clEnqueueMarkerWithWaitList");
        OpenClCode.Check(_api.Flush(_queue.Value), "clFlush");
        return new OpenClEvent(_api, new(mark, _api.ReleaseEvent));
    }

    private protected override void LaunchCore(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments) =>
        _accelerator.Kernel(kernel).Launch(_queue.Value, config, arguments);

    private protected override void Write(ReadOnlySpan<byte> source, DeviceMemory destination, long offset)
    {
        fixed (byte* start = source)
        {
            OpenClCode.Check(_api.EnqueueWrite(_queue.Value, Buffer(destination), 1, (nuint)offset, (nuint)source.Length, start, 0, null, null), "clEnqueueWriteBuffer");
        }
    }

    private protected override void Read(DeviceMemory source, long offset, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            OpenClCode.Check(_api.EnqueueRead(_queue.Value, Buffer(source), 1, (nuint)offset, (nuint)destination.Length, start, 0, null, null), "clEnqueueReadBuffer");
        }
    }

    private protected override void Copy(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length) => OpenClCode.Check(
        _api.EnqueueCopy(_queue.Value, Buffer(source), Buffer(destination), (nuint)sourceOffset, (nuint)destinationOffset, (nuint)length, 0, null, null),
        "clEnqueueCopyBuffer");

    private protected override void Set(DeviceMemory memory, long offset, long length, byte value) =>
        OpenClCode.Check(_api.EnqueueFill(_queue.Value, Buffer(memory), &value, 1, (nuint)offset, (nuint)length, 0, null, null), "clEnqueueFillBuffer");

    private protected override void Wait() => OpenClCode.Check(_api.Finish(_queue.Value), "clFinish");

    private protected override void Close()
    {
        if (!_queue.IsClosed)
        {
            _ = _api.Finish(_queue.Value);
            _queue.Dispose();
        }
    }

    private static nint Buffer(DeviceMemory memory) => ((OpenClMemory)memory).Handle.Value;
}
