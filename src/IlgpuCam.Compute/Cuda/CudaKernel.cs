using System.Runtime.CompilerServices;

namespace IlgpuCam.Compute.Cuda;

/// <summary>A kernel that the driver has compiled, and the layout of its parameters as its PTX gives it.</summary>
internal sealed unsafe class CudaKernel : IDisposable
{
    // Above it a kernel has to ask for dynamic shared memory (CUDA C++ Programming Guide, "Shared Memory" of compute capability 8.x).
    private const int SharedWithoutAsking = 48 * 1024;
    private const int MaxAlignment = 128;
    private const string Remedy = "; kernels/build-ptx.sh makes it anew.";

    private readonly CudaModuleHandle _module;
    private readonly nint _function;
    private readonly PtxParameter[] _parameters;
    private readonly int _parameterBytes;
    private readonly int _staticShared;
    private readonly Lock _lock = new();
    private int _dynamicShared;

    /// <summary>Has the driver compile a kernel.</summary>
    /// <param name="context">Where.</param>
    /// <param name="name">Its entry point.</param>
    /// <param name="ptx">Its text.</param>
    /// <param name="sizes">The bytes of each parameter as the launcher gives them: two, 8 and 8, for a view.</param>
    internal CudaKernel(CudaContextHandle context, string name, PtxText ptx, ReadOnlySpan<int> sizes)
    {
        Name = name;
        _parameters = ptx.Parameters(name)
            ?? throw new AcceleratorException($"The PTX of kernel {name} has no entry point of that name that can be read{Remedy}", name);
        RequireSame(sizes);
        _parameterBytes = _parameters.Length == 0 ? 0 : _parameters[^1].Offset + _parameters[^1].Size;
        _module = new CudaModuleHandle(context, ptx.Image, name);
        try
        {
            context.Check(CudaDriver.ModuleGetFunction(out _function, _module, name), "cuModuleGetFunction", name);
            context.Check(CudaDriver.FuncGetAttribute(out _staticShared, CudaFunctionAttribute.SharedSizeBytes, _function), "cuFuncGetAttribute", name);
            context.Check(CudaDriver.FuncGetAttribute(out var maxGroupSize, CudaFunctionAttribute.MaxThreadsPerBlock, _function), "cuFuncGetAttribute", name);
            MaxGroupSize = maxGroupSize;
        }
        catch
        {
            _module.Dispose();
            throw;
        }

        _dynamicShared = SharedWithoutAsking - _staticShared;
    }

    /// <summary>Its entry point.</summary>
    internal string Name { get; }

    /// <summary>The most work-items of a group that its registers leave room for.</summary>
    internal int MaxGroupSize { get; }

    /// <summary>Puts a launch into a stream.</summary>
    /// <param name="stream">Which.</param>
    /// <param name="config">The grid, the groups, the dynamic shared memory.</param>
    /// <param name="values">The address of each parameter's value, in order; the bytes are copied before this returns.</param>
    internal void Launch(CudaStreamHandle stream, in CudaLaunch config, ReadOnlySpan<nint> values)
    {
        if (values.Length != _parameters.Length)
        {
            throw new ArgumentException($"{values.Length} values for kernel {Name}, {_parameters.Length} expected", nameof(values));
        }

        // One block with each value where PTX has it, and a null behind the last: the driver needs neither, but both can be checked by who wants to.
        var block = stackalloc byte[_parameterBytes + MaxAlignment];
        block += -(nint)block & (MaxAlignment - 1);
        var pointers = stackalloc void*[_parameters.Length + 1];
        for (var i = 0; i < _parameters.Length; i++)
        {
            pointers[i] = block + _parameters[i].Offset;
            Unsafe.CopyBlockUnaligned(pointers[i], (void*)values[i], (uint)_parameters[i].Size);
        }

        pointers[_parameters.Length] = null;
        stream.Context.Bind();
        RequireShared(stream.Context, config.DynamicShared);
        var code = CudaDriver.LaunchKernel(
            _function,
            config.GridX,
            config.GridY,
            config.GridZ,
            config.BlockX,
            config.BlockY,
            config.BlockZ,
            (uint)config.DynamicShared,
            stream,
            pointers,
            null);
        stream.Context.Check(code, "cuLaunchKernel", Name);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _module.Dispose();

    private void RequireSame(ReadOnlySpan<int> sizes)
    {
        if (sizes.Length != _parameters.Length)
        {
            throw new AcceleratorException($"The PTX of kernel {Name} has {_parameters.Length} parameters, its launcher gives {sizes.Length}{Remedy}", Name);
        }

        for (var i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] != _parameters[i].Size)
            {
                throw new AcceleratorException(
                    $"Parameter {i} of kernel {Name} has {_parameters[i].Size} bytes in its PTX, its launcher gives {sizes[i]}{Remedy}", Name);
            }
        }
    }

    private void RequireShared(CudaContextHandle context, int bytes)
    {
        lock (_lock)
        {
            if (bytes > _dynamicShared)
            {
                context.Check(CudaDriver.FuncSetAttribute(_function, CudaFunctionAttribute.MaxDynamicSharedSizeBytes, bytes), "cuFuncSetAttribute", Name);
                _dynamicShared = bytes;
            }
        }
    }
}
