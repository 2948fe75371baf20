using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>A command queue that keeps order and time.</summary>
internal sealed unsafe class OpenClStream : AcceleratorStream
{
    private const ulong Profiling = 2;

    private readonly OpenClAccelerator _accelerator;
    private readonly OpenClHandle _queue;

    internal OpenClStream(OpenClAccelerator accelerator)
        : base(accelerator)
    {
        _accelerator = accelerator;
        int code;
        var queue = OpenClDriver.CreateCommandQueue(accelerator.Context, accelerator.Id, Profiling, &code);
        OpenClCall.Check(code, "clCreateCommandQueue");
        _queue = OpenClHandle.Queue(accelerator.Handles, queue);
    }

    internal nint Queue => _queue.Value;

    internal override void LaunchCore(KernelDefinition kernel, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments) =>
        _accelerator.Kernel(kernel).Launch(_queue.Value, config, arguments);

    internal override void CopyToDeviceCore(MemoryBlock target, long offset, void* source, long bytes, bool isPinned) =>
        OpenClCall.Check(
            OpenClDriver.EnqueueWriteBuffer(_queue.Value, Memory(target), isPinned ? 0u : 1u, (nuint)offset, (nuint)bytes, source, 0, null, null), "clEnqueueWriteBuffer");

    internal override void CopyToHostCore(void* target, MemoryBlock source, long offset, long bytes, bool isPinned) =>
        OpenClCall.Check(
            OpenClDriver.EnqueueReadBuffer(_queue.Value, Memory(source), isPinned ? 0u : 1u, (nuint)offset, (nuint)bytes, target, 0, null, null), "clEnqueueReadBuffer");

    internal override void CopyOnDeviceCore(MemoryBlock target, long targetOffset, MemoryBlock source, long sourceOffset, long bytes) =>
        OpenClCall.Check(
            OpenClDriver.EnqueueCopyBuffer(_queue.Value, Memory(source), Memory(target), (nuint)sourceOffset, (nuint)targetOffset, (nuint)bytes, 0, null, null), "clEnqueueCopyBuffer");

    internal override void FillCore(MemoryBlock target, long offset, byte value, long bytes)
    {
        // A pattern has to divide offset and size; drivers fill by single bytes slowly.
        var pattern = value * 0x01010101u;
        var size = (offset | bytes) % sizeof(uint) == 0 ? sizeof(uint) : 1;
        OpenClCall.Check(
            OpenClDriver.EnqueueFillBuffer(_queue.Value, Memory(target), &pattern, (nuint)size, (nuint)offset, (nuint)bytes, 0, null, null), "clEnqueueFillBuffer");
    }

    internal override void SynchronizeCore() => OpenClCall.Check(OpenClDriver.Finish(_queue.Value), "clFinish");

    internal override void RecordCore(AcceleratorEvent mark) => ((OpenClEvent)mark).Record(_queue.Value);

    internal override void WaitCore(AcceleratorEvent mark)
    {
        var handle = ((OpenClEvent)mark).Mark.Value;
        OpenClCall.Check(OpenClDriver.EnqueueBarrierWithWaitList(_queue.Value, 1, &handle, null), "clEnqueueBarrierWithWaitList");
    }

    internal override void DisposeCore()
    {
        // Kernels still read what is freed next. A queue that cannot finish cannot be helped here: whoever disposes may already be handling its error.
        var code = OpenClDriver.Finish(_queue.Value);
        _queue.Dispose();
        if (code != 0)
        {
            Accelerator.Warn($"A stream ended before its work was done: clFinish returned {OpenClCall.Name(code)}.");
        }
    }

    private static nint Memory(MemoryBlock block) => ((OpenClHandle)block.Handle).Value;
}
