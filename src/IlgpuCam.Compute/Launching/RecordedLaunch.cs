namespace IlgpuCam.Compute.Launching;

/// <summary>A launch that is kept: the values of its arguments are copied.</summary>
internal sealed unsafe class RecordedLaunch : RecordedCommand
{
    private readonly KernelDefinition _kernel;
    private readonly KernelConfig _config;
    private readonly KernelArgument[] _arguments;

    // The arguments point into it.
    private readonly byte[] _values;

    internal RecordedLaunch(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        (_kernel, _config) = (kernel, config);
        _arguments = arguments.ToArray();
        var length = 0;
        foreach (var argument in arguments)
        {
            length += argument.IsView ? 0 : Room(argument);
        }

        _values = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        fixed (byte* values = _values)
        {
            var place = values;
            foreach (ref var argument in _arguments.AsSpan())
            {
                if (!argument.IsView)
                {
                    Buffer.MemoryCopy(argument.Memory, place, argument.ElementSize, argument.ElementSize);
                    var next = place + Room(argument);
                    argument = argument.At(place);
                    place = next;
                }
            }
        }
    }

    /// <summary>The kernel.</summary>
    internal KernelDefinition Kernel => _kernel;

    internal override IEnumerable<MemoryBuffer> Buffers => _arguments.Select(a => a.Buffer).OfType<MemoryBuffer>();

    internal override void Run(AcceleratorStream stream)
    {
        stream.LaunchCore(_kernel, _config, _arguments);
        GC.KeepAlive(this);
    }

    /// <summary>Gives a parameter that is a value another one.</summary>
    /// <exception cref="ArgumentException">There is no such parameter, or it is of another size.</exception>
    internal void SetValue(string parameter, void* value, int size)
    {
        for (var i = 0; i < _arguments.Length; i++)
        {
            if (_kernel.Parameters[i].Name != parameter)
            {
                continue;
            }

            if (_arguments[i].IsView || _arguments[i].ElementSize != size)
            {
                throw new ArgumentException(
                    $"kernel {_kernel.Name}: '{parameter}' is a {_kernel.Parameters[i].Kind} of {_kernel.Parameters[i].ElementSize} bytes, found a value of {size}",
                    nameof(value));
            }

            Buffer.MemoryCopy(value, _arguments[i].Memory, size, size);
            GC.KeepAlive(this);
            return;
        }

        throw new ArgumentException($"kernel {_kernel.Name} has no parameter '{parameter}'", nameof(parameter));
    }

    // Values keep the alignment of the largest scalar.
    private static int Room(KernelArgument argument) => (argument.ElementSize + 15) & ~15;
}
