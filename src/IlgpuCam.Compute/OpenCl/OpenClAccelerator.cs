using System.Collections.Concurrent;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>An OpenCL device in use.</summary>
internal sealed unsafe class OpenClAccelerator : Accelerator
{
    private const ulong CorrectDivision = 1 << 7;

    private readonly OpenClHandle _context;
    private readonly ConcurrentDictionary<KernelDefinition, Lazy<OpenClKernel>> _kernels = new();

    private OpenClAccelerator(Device device, OpenClApi api, nint handle, OpenClHandle context)
        : base(device)
    {
        (Api, Handle, _context) = (api, handle, context);

        // Division and square root are then as C# has them; devices without it are within 2.5 and 3 ulp.
        Options = (OpenClDevices.Number(api, handle, 0x101b) & CorrectDivision) != 0 ? "-cl-fp32-correctly-rounded-divide-sqrt" : string.Empty;
    }

    internal OpenClApi Api { get; }

    /// <summary>The device as the driver knows it.</summary>
    internal nint Handle { get; }

    internal nint Context => _context.Value;

    /// <summary>What programs are built with.</summary>
    internal string Options { get; }

    internal static OpenClAccelerator Open(Device device)
    {
        var api = OpenClApi.Instance ?? throw new AcceleratorException($"{device.Id}: {OpenClApi.WhyNot}");
        var handle = OpenClDevices.Find(api, device.Index);
        int code;
        var context = api.CreateContext(null, 1, &handle, null, null, &code);
        OpenClCode.Check(code, "clCreateContext");
        return new(device, api, handle, new(context, api.ReleaseContext));
    }

    /// <summary>A kernel, built when it is first asked for.</summary>
    internal OpenClKernel Kernel(KernelDefinition definition) => _kernels.GetOrAdd(definition, d => new(() => OpenClKernel.Build(this, d))).Value;

    private protected override DeviceMemory AllocateMemory(long bytes)
    {
        int code;
        var buffer = Api.CreateBuffer(Context, 1, (nuint)bytes, null, &code);
        OpenClCode.Check(code, $"clCreateBuffer of {bytes} bytes");
        return new OpenClMemory(new(buffer, Api.ReleaseMemObject));
    }

    private protected override AcceleratorStream NewStream() => new OpenClStream(this);

    private protected override void Close()
    {
        foreach (var kernel in _kernels.Values.Where(k => k.IsValueCreated))
        {
            kernel.Value.Dispose();
        }

        _context.Dispose();
    }
}
