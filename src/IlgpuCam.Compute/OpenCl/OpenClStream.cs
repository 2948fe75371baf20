using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>An in-order queue of an OpenCL device.</summary>
internal sealed unsafe class OpenClStream(OpenClAccelerator accelerator, OpenClHandle handle) : AcceleratorStream(accelerator)
{
    private const uint Later = 0, AtOnce = 1;

    private readonly OpenClApi _api = accelerator.Api;

    /// <summary>Puts a mark in.</summary>
    internal OpenClHandle Mark()
    {
        using var queue = Borrow();
        nint mark;
        accelerator.Check(_api.EnqueueMarker(queue.Value, 0, null, &mark), "clEnqueueMarkerWithWaitList");
        var result = new OpenClHandle(mark, _api.ReleaseEvent);
        try
        {
            // Others wait for it: it has to be on its way.
            accelerator.Check(_api.Flush(queue.Value), "clFlush");
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    internal override void LaunchCore(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        var built = accelerator.Kernel(kernel);
        using var queue = Borrow();
        built.Launch(queue.Value, config, arguments);
    }

    internal override void Copy(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length)
    {
        using var queue = Borrow();
        using var from = Buffer(source);
        using var to = Buffer(destination);
        accelerator.Check(
            _api.EnqueueCopy(queue.Value, from.Value, to.Value, (nuint)sourceOffset, (nuint)destinationOffset, (nuint)length, 0, null, null),
            "clEnqueueCopyBuffer");
    }

    internal override void Set(DeviceMemory memory, long offset, long length, byte value)
    {
        using var queue = Borrow();
        using var buffer = Buffer(memory);

        // A pattern has to divide offset and length; drivers fill by single bytes slowly.
        var pattern = value * 0x01010101u;
        var size = (offset | length) % sizeof(uint) == 0 ? (nuint)sizeof(uint) : 1;
        accelerator.Check(_api.EnqueueFill(queue.Value, buffer.Value, &pattern, size, (nuint)offset, (nuint)length, 0, null, null), "clEnqueueFillBuffer");
    }

    internal override void WritePinned(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length) =>
        Write(source.Host + sourceOffset, length, destination, destinationOffset, Later);

    internal override void ReadPinned(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length) =>
        Read(source, sourceOffset, destination.Host + destinationOffset, length, Later);

    private protected override void Write(ReadOnlySpan<byte> source, DeviceMemory destination, long offset)
    {
        fixed (byte* start = source)
        {
            Write(start, source.Length, destination, offset, AtOnce);
        }
    }

    private protected override void Read(DeviceMemory source, long offset, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            Read(source, offset, start, destination.Length, AtOnce);
        }
    }

    private protected override void WaitCore(AcceleratorEvent mark)
    {
        using var queue = Borrow();
        using var lent = ((OpenClEvent)mark).Borrow();
        var value = lent.Value;
        accelerator.Check(_api.EnqueueBarrier(queue.Value, 1, &value, null), "clEnqueueBarrierWithWaitList");
    }

    private protected override void WaitForAll()
    {
        using var queue = Borrow();
        accelerator.Check(_api.Finish(queue.Value), "clFinish", isWait: true);
    }

    private protected override void Close()
    {
        using (var queue = handle.Borrow())
        {
            var code = _api.Finish(queue.Value);
            if (code != OpenClCode.Success)
            {
                accelerator.Warn($"a stream ended before its work was done: {OpenClCode.Describe(code, "clFinish", null)}");
            }
        }

        handle.Dispose();
    }

    private static OpenClLoan Buffer(DeviceMemory memory) => ((OpenClMemory)memory).Handle.Borrow();

    private OpenClLoan Borrow()
    {
        accelerator.ThrowIfLost();
        return handle.Borrow();
    }

    private void Write(byte* source, long length, DeviceMemory destination, long offset, uint isBlocking)
    {
        using var queue = Borrow();
        using var buffer = Buffer(destination);
        accelerator.Check(
            _api.EnqueueWrite(queue.Value, buffer.Value, isBlocking, (nuint)offset, (nuint)length, source, 0, null, null),
            "clEnqueueWriteBuffer",
            isWait: isBlocking != 0);
        Start(queue, isBlocking);
    }

    private void Read(DeviceMemory source, long offset, byte* destination, long length, uint isBlocking)
    {
        using var queue = Borrow();
        using var buffer = Buffer(source);
        accelerator.Check(
            _api.EnqueueRead(queue.Value, buffer.Value, isBlocking, (nuint)offset, (nuint)length, destination, 0, null, null),
            "clEnqueueReadBuffer",
            isWait: isBlocking != 0);
        Start(queue, isBlocking);
    }

    // A driver may keep what nobody waits for to itself; a copy is meant to run meanwhile.
    private void Start(OpenClLoan queue, uint isBlocking)
    {
        if (isBlocking == 0)
        {
            accelerator.Check(_api.Flush(queue.Value), "clFlush");
        }
    }
}
