using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>Runs each launch at once.</summary>
internal sealed unsafe class EmulatorStream(Accelerator accelerator, bool isDebugging) : AcceleratorStream(accelerator)
{
    private readonly ConcurrentBag<ScratchMemory> _scratch = [];

    internal override void LaunchCore(KernelDefinition kernel, KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        var copy = arguments.ToArray();
        if (isDebugging)
        {
            new DebuggedLaunch(kernel, config, copy).Run();
            return;
        }

        try
        {
            Parallel.ForEach(
                Partitioner.Create(0, config.GridDim.Size, Math.Max(1, config.GridDim.Size / (4 * Environment.ProcessorCount))),
                range => RunGroups(kernel, config, copy, range));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private protected override void Write(ReadOnlySpan<byte> source, DeviceMemory destination, long offset) =>
        source.CopyTo(new Span<byte>(destination.Host + offset, source.Length));

    private protected override void Read(DeviceMemory source, long offset, Span<byte> destination) =>
        new ReadOnlySpan<byte>(source.Host + offset, destination.Length).CopyTo(destination);

    internal override void Copy(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length) =>
        NativeMemory.Copy(source.Host + sourceOffset, destination.Host + destinationOffset, (nuint)length);

    internal override void Set(DeviceMemory memory, long offset, long length, byte value) => NativeMemory.Fill(memory.Host + offset, (nuint)length, value);

    internal override void WritePinned(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length) =>
        Copy(source, sourceOffset, destination, destinationOffset, length);

    internal override void ReadPinned(DeviceMemory source, long sourceOffset, DeviceMemory destination, long destinationOffset, long length) =>
        Copy(source, sourceOffset, destination, destinationOffset, length);

    // Everything has run when it was put in.
    private protected override void WaitCore(AcceleratorEvent mark)
    {
    }

    private protected override void WaitForAll()
    {
    }

    private protected override void Close()
    {
        while (_scratch.TryTake(out var memory))
        {
            memory.Dispose();
        }
    }

    private void RunGroups(KernelDefinition kernel, KernelConfig config, KernelArgument[] arguments, Tuple<long, long> range)
    {
        var memory = _scratch.TryTake(out var free) ? free : new();
        var group = new EmulatedGroupContext(kernel, config, memory);
        try
        {
            for (var i = range.Item1; i < range.Item2; i++)
            {
                group.MoveTo(i);
                kernel.Emulate(group, arguments);
            }
        }
        catch (Exception e) when (e is not (KernelFaultException { IsLocated: true } or AcceleratorException))
        {
            var place = $"{kernel.SourceFile}: in kernel {kernel.Name}, group ({group.GridX}, {group.GridY}, {group.GridZ})";
            throw (e as KernelFaultException)?.At(place) ?? new KernelFaultException($"{place}: {e.Message}", e) { IsLocated = true };
        }
        finally
        {
            _scratch.Add(memory);
        }
    }
}
