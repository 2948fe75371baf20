using System.Collections.Concurrent;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>An OpenCL device in use.</summary>
internal sealed unsafe class OpenClAccelerator : Accelerator
{
    private const ulong CorrectDivision = 1 << 7, Profiling = 2, ReadWrite = 1;

    private readonly OpenClHandle _context;
    private readonly OpenClCondition _condition;
    private readonly ConcurrentDictionary<KernelDefinition, Lazy<OpenClKernel>> _kernels = new();
    private readonly Lock _mapping = new();
    private OpenClHandle? _mappingQueue;

    private OpenClAccelerator(Device device, OpenClApi api, nint handle, OpenClHandle context)
        : base(device)
    {
        (Api, Handle, _context, _condition) = (api, handle, context, new(device.Id));

        // Division and square root are then as C# has them; devices without it are within 2.5 and 3 ulp.
        Options = (OpenClDevices.Number(api, handle, 0x101b) & CorrectDivision) != 0 ? "-cl-fp32-correctly-rounded-divide-sqrt" : string.Empty;
    }

    internal OpenClApi Api { get; }

    /// <summary>The device as the driver knows it.</summary>
    internal nint Handle { get; }

    /// <summary>The context; everything made in it keeps it alive.</summary>
    internal OpenClHandle Context => _context;

    /// <summary>What programs are built with.</summary>
    internal string Options { get; }

    internal static OpenClAccelerator Open(Device device) =>
        Open(device, OpenClApi.Instance ?? throw new AcceleratorException($"{device.Id}: {OpenClApi.WhyNot}"));

    /// <summary>Takes a device into use through given entry points.</summary>
    internal static OpenClAccelerator Open(Device device, OpenClApi api)
    {
        var handle = OpenClDevices.Find(api, device.Index);
        int code;
        var context = api.CreateContext(null, 1, &handle, null, null, &code);
        OpenClCode.Check(code, "clCreateContext");
        return new(device, api, handle, new(context, api.ReleaseContext));
    }

    /// <summary>A kernel, built when it is first asked for.</summary>
    internal OpenClKernel Kernel(KernelDefinition definition)
    {
        _condition.ThrowIfLost();
        var kernel = _kernels.GetOrAdd(definition, d => new(() => OpenClKernel.Build(this, d)));
        try
        {
            return kernel.Value;
        }
        catch
        {
            // So that the next one tries again: a failure may have been the device's memory.
            _kernels.TryRemove(new(definition, kernel));
            throw;
        }
    }

    /// <summary>Ends in an exception unless a call succeeded.</summary>
    internal void Check(int code, string call, string? kernel = null, bool isWait = false) => _condition.Check(code, call, kernel, isWait);

    /// <summary>Allocates memory.</summary>
    internal OpenClHandle CreateBuffer(ulong flags, long bytes)
    {
        _condition.ThrowIfLost();
        int code;
        using var context = _context.Borrow();
        var buffer = Api.CreateBuffer(context.Value, flags, (nuint)bytes, null, &code);
        Check(code, "clCreateBuffer");
        return new(buffer, Api.ReleaseMemObject);
    }

    /// <summary>Makes a queue that keeps order and time.</summary>
    internal OpenClHandle CreateQueue()
    {
        _condition.ThrowIfLost();
        int code;
        using var context = _context.Borrow();
        var queue = Api.CreateCommandQueue(context.Value, Handle, Profiling, &code);
        Check(code, "clCreateCommandQueue");
        return new(queue, Api.ReleaseCommandQueue);
    }

    /// <summary>Whether a fault has made the device unusable; ends in an exception if so.</summary>
    internal void ThrowIfLost() => _condition.ThrowIfLost();

    private protected override DeviceMemory AllocateMemory(long bytes) => new OpenClMemory(CreateBuffer(ReadWrite, bytes));

    private protected override DeviceMemory AllocatePinnedMemory(long bytes)
    {
        lock (_mapping)
        {
            return new OpenClPinnedMemory(new(this, _mappingQueue ??= CreateQueue(), bytes));
        }
    }

    private protected override AcceleratorStream NewStream() => new OpenClStream(this, CreateQueue());

    private protected override AcceleratorEvent NewEvent() => new OpenClEvent(this);

    private protected override void Close()
    {
        foreach (var kernel in _kernels.Values.Where(k => k.IsValueCreated))
        {
            kernel.Value.Dispose();
        }

        _mappingQueue?.Dispose();
        _context.Dispose();
    }
}
