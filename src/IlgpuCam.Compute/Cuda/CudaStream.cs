using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Cuda;

/// <summary>A stream of a CUDA device.</summary>
internal sealed unsafe class CudaStream(CudaAccelerator accelerator, CudaStreamHandle handle) : AcceleratorStream(accelerator)
{
    /// <summary>The driver's.</summary>
    internal CudaStreamHandle Handle => handle;

    internal override void LaunchCore(KernelDefinition kernel, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        // A view is two values, its address and its length; the address has the offset in it.
        var words = stackalloc long[2 * arguments.Length];
        Span<nint> values = stackalloc nint[2 * arguments.Length];
        var count = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            if (argument.IsView)
            {
                words[2 * i] = argument.Buffer is null ? 0 : argument.Buffer.Block.Address + (nint)argument.ByteOffset;
                words[(2 * i) + 1] = argument.Length;
                values[count++] = (nint)(words + (2 * i));
                values[count++] = (nint)(words + (2 * i) + 1);
            }
            else
            {
                values[count++] = argument.Address;
            }
        }

        var (grid, group) = (config.GridDim, config.GroupDim);
        var shape = new CudaLaunch((uint)grid.X, (uint)grid.Y, (uint)grid.Z, (uint)group.X, (uint)group.Y, (uint)group.Z, config.DynamicSharedBytes);
        accelerator.Kernels.Get(kernel).Launch(handle, shape, values[..count]);
    }

    internal override void CopyToDeviceCore(MemoryBlock target, long offset, void* source, long bytes, bool isPinned)
        => handle.CopyToDevice(target.Address + (nint)offset, source, (nuint)bytes);

    internal override void CopyToHostCore(void* target, MemoryBlock source, long offset, long bytes, bool isPinned)
        => handle.CopyToHost(target, source.Address + (nint)offset, (nuint)bytes);

    internal override void CopyOnDeviceCore(MemoryBlock target, long targetOffset, MemoryBlock source, long sourceOffset, long bytes)
        => handle.CopyOnDevice(target.Address + (nint)targetOffset, source.Address + (nint)sourceOffset, (nuint)bytes);

    internal override void FillCore(MemoryBlock target, long offset, byte value, long bytes)
        => handle.Fill(target.Address + (nint)offset, value, (nuint)bytes);

    internal override void SynchronizeCore() => handle.Synchronize();

    internal override void RecordCore(AcceleratorEvent mark) => ((CudaEvent)mark).RecordIn(handle);

    internal override void WaitCore(AcceleratorEvent mark) => handle.Wait(((CudaEvent)mark).Handle);

    internal override LaunchGraph CompileGraph(RecordedCommand[] commands)
    {
        // Kernels are compiled beforehand: the driver may wait for the device then, which a capture does not allow.
        foreach (var launch in commands.OfType<LaunchCommand>())
        {
            accelerator.Kernels.Get(launch.Kernel);
        }

        handle.BeginCapture();
        try
        {
            foreach (var command in commands)
            {
                command.Run(this);
            }
        }
        catch
        {
            handle.AbandonCapture();
            throw;
        }

        return new CudaGraph(accelerator, commands, handle.EndCapture());
    }

    internal override void DisposeCore()
    {
        handle.Drain();
        handle.Dispose();
    }
}
