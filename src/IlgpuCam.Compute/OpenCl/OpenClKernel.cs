using System.Text;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>A kernel that the driver has compiled.</summary>
internal sealed unsafe class OpenClKernel : IDisposable
{
    private const int MinimumDynamicShared = 16;

    private readonly OpenClApi _api;
    private readonly KernelDefinition _definition;
    private readonly OpenClHandle _program;
    private readonly OpenClHandle _kernel;
    private readonly Lock _lock = new();

    private OpenClKernel(OpenClApi api, KernelDefinition definition, OpenClHandle program, OpenClHandle kernel)
    {
        (_api, _definition, _program, _kernel) = (api, definition, program, kernel);
    }

    /// <summary>Compiles a kernel, or takes what was compiled before.</summary>
    internal static OpenClKernel Build(OpenClAccelerator accelerator, KernelDefinition definition)
    {
        var program = OpenClPrograms.Build(accelerator, definition);
        int code;
        nint kernel;
        fixed (byte* name = Encoding.UTF8.GetBytes(definition.Name + '\0'))
        {
            kernel = accelerator.Api.CreateKernel(program.Value, name, &code);
        }

        OpenClCode.Check(code, "clCreateKernel", definition.Name);
        return new(accelerator.Api, definition, program, new(kernel, accelerator.Api.ReleaseKernel));
    }

    /// <summary>Puts a launch into a queue. A kernel object holds its arguments, so one thread at a time.</summary>
    internal void Launch(nint queue, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        lock (_lock)
        {
            var index = 0u;
            foreach (ref readonly var argument in arguments)
            {
                if (!argument.IsView)
                {
                    Set(index++, argument.ElementSize, argument.Memory);
                    continue;
                }

                var memory = ((OpenClMemory)argument.Buffer!.RequireMemory()).Handle.Value;
                var offset = argument.Offset / argument.ElementSize;
                var length = argument.Length;
                Set(index++, sizeof(nint), &memory);
                Set(index++, sizeof(long), &offset);
                Set(index++, sizeof(long), &length);
            }

            if (_definition.UsesDynamicShared)
            {
                var bytes = config.DynamicSharedBytes;
                Set(index++, Math.Max(bytes, MinimumDynamicShared), null);
                Set(index, sizeof(int), &bytes);
            }

            var (grid, group) = (config.GridDim, config.GroupDim);
            var local = stackalloc nuint[] { (nuint)group.X, (nuint)group.Y, (nuint)group.Z };
            var global = stackalloc nuint[] { (nuint)((long)grid.X * group.X), (nuint)((long)grid.Y * group.Y), (nuint)((long)grid.Z * group.Z) };
            OpenClCode.Check(_api.EnqueueKernel(queue, _kernel.Value, 3, null, global, local, 0, null, null), "clEnqueueNDRangeKernel", _definition.Name);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kernel.Dispose();
        _program.Dispose();
    }

    private void Set(uint index, int size, void* value) =>
        OpenClCode.Check(_api.SetKernelArg(_kernel.Value, index, (nuint)size, value), $"clSetKernelArg {index}", _definition.Name);
}
