namespace IlgpuCam.Compute.Cuda;

/// <summary>A CUDA device through its driver.</summary>
internal sealed class CudaAccelerator : Accelerator
{
    private readonly CudaContextHandle _context;

    /// <summary>Takes the device's primary context; one that a fault has spoilt is made anew.</summary>
    internal CudaAccelerator(Device device)
        : base(device)
    {
        _context = CudaContextHandle.Retain(device.Index);
        Kernels = new CudaKernelCache(_context);
    }

    /// <summary>The kernels that it has compiled.</summary>
    internal CudaKernelCache Kernels { get; }

    /// <summary>Takes a device into use.</summary>
    /// <exception cref="AcceleratorException">There is no driver, or it refused.</exception>
    internal static CudaAccelerator Open(Device device)
        => CudaLibrary.Absence is { } absence ? throw new AcceleratorException($"{device.Id}: {absence}") : new(device);

    private protected override DeviceMemory AllocateMemory(long bytes) => new CudaMemory(new CudaMemoryHandle(_context, checked((nuint)bytes)));

    /// <summary>A stream that only captures.</summary>
    internal CudaStream NewCaptureStream() => new(this, new CudaStreamHandle(_context));

    private protected override DeviceMemory AllocatePinnedMemory(long bytes) => new CudaPinnedMemory(new CudaPinnedHandle(_context, checked((nuint)bytes)));

    private protected override AcceleratorStream NewStream() => new CudaStream(this, new CudaStreamHandle(_context));

    private protected override AcceleratorEvent NewEvent() => new CudaEvent(this, new CudaEventHandle(_context));

    private protected override void Close()
    {
        Kernels.Dispose();
        _context.Dispose();
    }
}
