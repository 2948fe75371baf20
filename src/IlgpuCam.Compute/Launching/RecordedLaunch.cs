namespace IlgpuCam.Compute.Launching;

/// <summary>A launch that is kept: the values of its arguments are copied.</summary>
internal sealed unsafe class RecordedLaunch
{
    private readonly KernelArgument[] _arguments;
    private readonly byte[] _values;

    internal RecordedLaunch(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        (Kernel, Config) = (kernel, config);
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

    internal KernelDefinition Kernel { get; }

    internal KernelConfig Config { get; }

    internal ReadOnlySpan<KernelArgument> Arguments => _arguments;

    /// <summary>Checks that the memory is still there.</summary>
    /// <exception cref="ObjectDisposedException">A buffer is gone.</exception>
    internal void RequireMemory()
    {
        foreach (var argument in _arguments)
        {
            argument.Buffer?.RequireMemory();
        }
    }

    // Values keep the alignment of the largest scalar.
    private static int Room(KernelArgument argument) => (argument.ElementSize + 15) & ~15;
}
