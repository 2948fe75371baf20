using System.Runtime.CompilerServices;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute;

/// <summary>A launch, with its own copy of the values.</summary>
internal sealed unsafe class LaunchCommand : RecordedCommand
{
    private readonly KernelDefinition _kernel;
    private readonly KernelConfig _config;
    private readonly KernelArgument[] _arguments;

    // The arguments point into it: pinned, so that it stays where it is.
    private readonly byte[] _values;

    internal LaunchCommand(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        (_kernel, _config, _arguments) = (kernel, config, arguments.ToArray());
        var size = 0;
        foreach (var argument in arguments)
        {
            size += argument.IsView ? 0 : (argument.Size + 15) & -16;
        }

        _values = GC.AllocateUninitializedArray<byte>(size, pinned: true);
        var next = (byte*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_values));
        for (var i = 0; i < _arguments.Length; i++)
        {
            var argument = _arguments[i];
            if (!argument.IsView)
            {
                Unsafe.CopyBlockUnaligned(next, (void*)argument.Address, (uint)argument.Size);
                _arguments[i] = argument.At((nint)next);
                next += (argument.Size + 15) & -16;
            }
        }
    }

    internal override void Check()
    {
        foreach (var argument in _arguments)
        {
            _ = argument.Buffer?.Block;
        }
    }

    internal override void Run(AcceleratorStream stream)
    {
        stream.LaunchCore(_kernel, _config, _arguments);
        GC.KeepAlive(_values);
    }
}
