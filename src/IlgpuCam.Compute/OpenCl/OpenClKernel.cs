using System.Text;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>A kernel that the driver has compiled.</summary>
internal sealed unsafe class OpenClKernel : IDisposable
{
    private const int MinimumDynamicShared = 16;

    private readonly OpenClAccelerator _accelerator;
    private readonly KernelDefinition _definition;
    private readonly OpenClHandle _program;
    private readonly OpenClHandle _kernel;
    private readonly Lock _lock = new();

    private OpenClKernel(OpenClAccelerator accelerator, KernelDefinition definition, OpenClHandle program, OpenClHandle kernel)
    {
        (_accelerator, _definition, _program, _kernel) = (accelerator, definition, program, kernel);
    }

    /// <summary>Compiles a kernel, or takes what was compiled before.</summary>
    internal static OpenClKernel Build(OpenClAccelerator accelerator, KernelDefinition definition)
    {
        var program = OpenClPrograms.Build(accelerator, definition);
        int code;
        nint kernel;
        using (var lent = program.Borrow())
        {
            fixed (byte* name = Encoding.UTF8.GetBytes(definition.Name + '\0'))
            {
                kernel = accelerator.Api.CreateKernel(lent.Value, name, &code);
            }
        }

        if (code != OpenClCode.Success)
        {
            program.Dispose();
            accelerator.Check(code, "clCreateKernel", definition.Name);
        }

        return new(accelerator, definition, program, new(kernel, accelerator.Api.ReleaseKernel));
    }

    /// <summary>Puts a launch into a queue. A kernel object holds its arguments, so one thread at a time.</summary>
    internal void Launch(nint queue, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        lock (_lock)
        {
            using var kernel = _kernel.Borrow();
            var index = 0u;
            foreach (ref readonly var argument in arguments)
            {
                if (!argument.IsView)
                {
                    Set(kernel, index++, argument.ElementSize, argument.Memory);
                    continue;
                }

                using var buffer = ((OpenClMemory)argument.Buffer!.RequireMemory()).Handle.Borrow();
                var memory = buffer.Value;
                var offset = argument.Offset / argument.ElementSize;
                var length = argument.Length;
                Set(kernel, index++, sizeof(nint), &memory);
                Set(kernel, index++, sizeof(long), &offset);
                Set(kernel, index++, sizeof(long), &length);
            }

            if (_definition.UsesDynamicShared)
            {
                var bytes = config.DynamicSharedBytes;
                Set(kernel, index++, Math.Max(bytes, MinimumDynamicShared), null);
                Set(kernel, index, sizeof(int), &bytes);
            }

            var (grid, group) = (config.GridDim, config.GroupDim);
            var local = stackalloc nuint[] { (nuint)group.X, (nuint)group.Y, (nuint)group.Z };
            var global = stackalloc nuint[] { (nuint)((long)grid.X * group.X), (nuint)((long)grid.Y * group.Y), (nuint)((long)grid.Z * group.Z) };
            _accelerator.Check(_accelerator.Api.EnqueueKernel(queue, kernel.Value, 3, null, global, local, 0, null, null), "clEnqueueNDRangeKernel", _definition.Name);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kernel.Dispose();
        _program.Dispose();
    }

    private void Set(OpenClLoan kernel, uint index, int size, void* value) =>
        _accelerator.Check(_accelerator.Api.SetKernelArg(kernel.Value, index, (nuint)size, value), "clSetKernelArg", _definition.Name);
}
