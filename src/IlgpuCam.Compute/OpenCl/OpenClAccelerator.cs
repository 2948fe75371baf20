using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>A device through OpenCL 1.2.</summary>
internal sealed unsafe class OpenClAccelerator : Accelerator
{
    private const ulong ReadWrite = 1;
    private const ulong HostMemory = 0x10;
    private const ulong MapForBoth = 3;
    private const nint ContextPlatform = 0x1084;

    private readonly Dictionary<KernelDefinition, OpenClKernel> _kernels = [];
    private readonly Lock _gate = new();
    private readonly OpenClHandle _context;
    private readonly nint _id;
    private readonly OpenClProgramCache _programs;

    internal OpenClAccelerator(Device device, nint platform, nint id)
        : base(device)
    {
        _id = id;
        var properties = stackalloc nint[] { ContextPlatform, platform, 0 };
        int code;
        var context = OpenClDriver.CreateContext(properties, 1, &id, 0, 0, &code);
        OpenClCall.Check(code, "clCreateContext");
        _context = OpenClHandle.Context(Handles, context);
        _programs = new(device, Warn);
    }

    internal nint Context => _context.Value;

    internal nint Id => _id;

    internal override MemoryBlock AllocateBlock(long bytes)
    {
        if (bytes > Device.GlobalMemory)
        {
            throw new AcceleratorException(
                $"{bytes} bytes are more than the {Device.GlobalMemory} that {Name} has.", "clCreateBuffer", "CL_INVALID_BUFFER_SIZE", -61);
        }

        int code;
        var memory = OpenClDriver.CreateBuffer(Context, ReadWrite, (nuint)bytes, null, &code);
        OpenClCall.Check(code, "clCreateBuffer");
        return new(OpenClHandle.Memory(Handles, memory), 0, bytes);
    }

    // OpenCL 1.2 knows pinned memory as a buffer that stays mapped; it goes with the buffer.
    internal override MemoryBlock AllocatePinnedBlock(long bytes)
    {
        int code;
        var handle = OpenClHandle.Memory(Handles, OpenClDriver.CreateBuffer(Context, ReadWrite | HostMemory, (nuint)bytes, null, &code));
        try
        {
            OpenClCall.Check(code, "clCreateBuffer");
            var queue = ((OpenClStream)DefaultStream).Queue;
            var address = OpenClDriver.EnqueueMapBuffer(queue, handle.Value, 1, MapForBoth, 0, (nuint)bytes, 0, null, null, &code);
            OpenClCall.Check(code, "clEnqueueMapBuffer");
            return new(handle, address, bytes);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    internal override AcceleratorStream CreateStreamCore() => new OpenClStream(this);

    internal override AcceleratorEvent CreateEventCore() => new OpenClEvent(this);

    /// <summary>A kernel, compiled the first time it is asked for.</summary>
    internal OpenClKernel Kernel(KernelDefinition definition)
    {
        lock (_gate)
        {
            if (!_kernels.TryGetValue(definition, out var kernel))
            {
                _kernels[definition] = kernel = new(this, definition, _programs);
            }

            return kernel;
        }
    }

    internal override void DisposeCore()
    {
        lock (_gate)
        {
            foreach (var kernel in _kernels.Values)
            {
                kernel.Dispose();
            }

            _kernels.Clear();
        }

        _context.Dispose();
    }
}
