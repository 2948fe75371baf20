using System.Text;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.OpenCl;

/// <summary>A compiled kernel. Its arguments are a state of the kernel's, so that launches take turns.</summary>
internal sealed unsafe class OpenClKernel : IDisposable
{
    private const uint WorkGroupSize = 0x11B0;
    private const int LeastDynamicBytes = 16;

    private readonly KernelDefinition _definition;
    private readonly OpenClHandle _program;
    private readonly OpenClHandle _kernel;
    private readonly int _maxGroupSize;
    private readonly Lock _gate = new();

    internal OpenClKernel(OpenClAccelerator accelerator, KernelDefinition definition, OpenClProgramCache programs)
    {
        _definition = definition;
        _program = OpenClProgram.Build(accelerator, definition, programs);
        try
        {
            int code;
            fixed (byte* name = Encoding.UTF8.GetBytes(definition.Name + '\0'))
            {
                var kernel = OpenClDriver.CreateKernel(_program.Value, name, &code);
                OpenClCall.Check(code, "clCreateKernel", definition.Name);
                _kernel = OpenClHandle.Kernel(accelerator.Handles, kernel);
            }

            nuint size;
            OpenClCall.Check(
                OpenClDriver.GetKernelWorkGroupInfo(_kernel.Value, accelerator.Id, WorkGroupSize, (nuint)sizeof(nuint), &size, null), "clGetKernelWorkGroupInfo", definition.Name);
            _maxGroupSize = (int)size;
        }
        catch
        {
            _kernel?.Dispose();
            _program.Dispose();
            throw;
        }
    }

    internal void Launch(nint queue, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        var (grid, group) = (config.GridDim, config.GroupDim);
        if (group.Size > _maxGroupSize)
        {
            throw new ArgumentException($"Kernel {_definition.Name}: a group of {group} work-items is more than the {_maxGroupSize} that the device can run of it.", nameof(config));
        }

        var local = stackalloc nuint[] { (nuint)group.X, (nuint)group.Y, (nuint)group.Z };
        var global = stackalloc nuint[] { (nuint)((long)grid.X * group.X), (nuint)((long)grid.Y * group.Y), (nuint)((long)grid.Z * group.Z) };
        lock (_gate)
        {
            SetArguments(config, arguments);
            OpenClCall.Check(
                OpenClDriver.EnqueueNDRangeKernel(queue, _kernel.Value, 3, null, global, local, 0, null, null), "clEnqueueNDRangeKernel", _definition.Name);
        }
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _program.Dispose();
    }

    private void SetArguments(in KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        uint index = 0;
        foreach (var argument in arguments)
        {
            if (!argument.IsView)
            {
                Set(index++, (nuint)argument.Size, (void*)argument.Address);
                continue;
            }

            var memory = argument.Buffer is null ? 0 : ((OpenClHandle)argument.Buffer.Block.Handle).Value;
            var offset = argument.ByteOffset / argument.Size;
            var length = argument.Length;
            Set(index++, (nuint)sizeof(nint), memory == 0 ? null : &memory);
            Set(index++, sizeof(long), &offset);
            Set(index++, sizeof(long), &length);
        }

        if (_definition.UsesDynamicShared)
        {
            Set(index, (nuint)Math.Max(config.DynamicSharedBytes, LeastDynamicBytes), null);
        }
    }

    private void Set(uint index, nuint size, void* value) =>
        OpenClCall.Check(OpenClDriver.SetKernelArg(_kernel.Value, index, size, value), "clSetKernelArg", _definition.Name);
}
