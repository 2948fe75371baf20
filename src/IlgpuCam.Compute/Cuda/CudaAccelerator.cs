namespace IlgpuCam.Compute.Cuda;

/// <summary>A CUDA device through its driver.</summary>
internal sealed class CudaAccelerator : Accelerator
{
    private readonly CudaContextHandle _context;

    /// <summary>Takes the device's primary context; one that a fault has spoilt is made anew.</summary>
    internal CudaAccelerator(Device device)
        : base(device)
    {
        _context = CudaContextHandle.Retain(device.Index, Handles);
        Kernels = new CudaKernelCache(_context);
    }

    /// <summary>The kernels that it has compiled.</summary>
    internal CudaKernelCache Kernels { get; }

    internal override MemoryBlock AllocateBlock(long bytes)
    {
        var handle = new CudaMemoryHandle(_context, checked((nuint)bytes));
        return new(handle, handle.DangerousGetHandle(), bytes);
    }

    internal override MemoryBlock AllocatePinnedBlock(long bytes)
    {
        var handle = new CudaPinnedHandle(_context, checked((nuint)bytes));
        return new(handle, handle.DangerousGetHandle(), bytes);
    }

    internal override AcceleratorStream CreateStreamCore() => new CudaStream(this, new CudaStreamHandle(_context));

    internal override AcceleratorEvent CreateEventCore() => new CudaEvent(this, new CudaEventHandle(_context));

    internal override void DisposeCore()
    {
        Kernels.Dispose();
        _context.Dispose();
    }
}
