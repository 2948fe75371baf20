using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>A launch with a thread for each work-item, group after group.</summary>
internal sealed class DebuggedLaunch(KernelDefinition kernel, KernelConfig config, KernelArgument[] arguments)
{
    private const int StackBytes = 1 << 18;

    internal void Run()
    {
        var accesses = new AccessLog(kernel.SourceFile, kernel.Name);
        for (var z = 0; z < config.GridDim.Z; z++)
        {
            for (var y = 0; y < config.GridDim.Y; y++)
            {
                for (var x = 0; x < config.GridDim.X; x++)
                {
                    RunGroup(new(x, y, z), accesses);
                }
            }
        }
    }

    private void RunGroup(Index3D place, AccessLog accesses)
    {
        using var group = new DebuggedGroup(kernel, config, place, accesses);
        var items = Array.ConvertAll([.. Enumerable.Range(0, group.Size)], i => new DebuggedItem(group, i));
        var threads = Array.ConvertAll(items, item => new Thread(() => group.Run(item, arguments), StackBytes) { IsBackground = true });

        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        // Not before: another work-item must not get the same memory and look like a second user of it.
        Array.ForEach(items, i => i.Free());
        if (group.Fault is { } fault)
        {
            throw fault;
        }
    }
}
