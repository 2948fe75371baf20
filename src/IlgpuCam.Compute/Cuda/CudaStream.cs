using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Cuda;

/// <summary>A stream of a CUDA device.</summary>
internal sealed unsafe class CudaStream(CudaAccelerator accelerator, CudaStreamHandle handle) : AcceleratorStream(accelerator)
{
    /// <summary>The driver's.</summary>
    internal CudaStreamHandle Handle => handle;

    private protected override LaunchGraph NewGraph() => new CudaGraph(accelerator, this);

    private protected override void WaitCore(AcceleratorEvent mark) => handle.Wait(((CudaEvent)mark).Handle);

    internal override void LaunchCore(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        // A view is two values, its address and its length; the address has the offset in it.
        var words = stackalloc long[2 * arguments.Length];
        Span<nint> values = stackalloc nint[2 * arguments.Length];
        var count = 0;
        foreach (ref readonly var argument in arguments)
        {
            if (argument.IsView)
            {
                words[0] = Address(argument.Buffer!.RequireMemory(), argument.Offset);
                words[1] = argument.Length;
                values[count++] = (nint)words++;
                values[count++] = (nint)words++;
            }
            else
            {
                values[count++] = (nint)argument.Memory;
            }
        }

        var (grid, group) = (config.GridDim, config.GroupDim);
        var shape = new CudaLaunch((uint)grid.X, (uint)grid.Y, (uint)grid.Z, (uint)group.X, (uint)group.Y, (uint)group.Z, config.DynamicSharedBytes);
        accelerator.Kernels.Get(kernel).Launch(handle, shape, values[..count]);
    }

    internal override void Copy(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length)
        => handle.CopyOnDevice(Address(destination, destinationOffset), Address(source, sourceOffset), (nuint)length);

    internal override void Set(DeviceMemory memory, long offset, long length, byte value)
        => handle.Fill(Address(memory, offset), value, (nuint)length);

    internal override void WritePinned(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length)
        => handle.CopyToDevice(Address(destination, destinationOffset), source.Host + sourceOffset, (nuint)length);

    internal override void ReadPinned(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length)
        => handle.CopyToHost(destination.Host + destinationOffset, Address(source, sourceOffset), (nuint)length);

    private protected override void Write(ReadOnlySpan<byte> source, DeviceMemory destination, long offset)
    {
        fixed (byte* start = source)
        {
            handle.CopyToDevice(Address(destination, offset), start, (nuint)source.Length);
            FinishIfPinned(start, source.Length);
        }
    }

    private protected override void Read(DeviceMemory source, long offset, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            handle.CopyToHost(start, Address(source, offset), (nuint)destination.Length);
            FinishIfPinned(start, destination.Length);
        }
    }

    private protected override void WaitForAll() => handle.Synchronize();

    private protected override void Close()
    {
        handle.Drain();
        handle.Dispose();
    }

    // The driver copies from and to pinned memory later even where it was asked as for any other.
    private void FinishIfPinned(byte* start, long length)
    {
        if (PinnedMemory.Overlaps(start, length))
        {
            handle.Synchronize();
        }
    }

    private static nint Address(DeviceMemory memory, long offset) => ((CudaMemory)memory).Address + (nint)offset;
}
