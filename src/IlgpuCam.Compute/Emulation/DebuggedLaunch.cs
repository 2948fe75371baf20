using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>A launch in the debugging mode: a thread for each work-item of a group, groups one after the other.</summary>
internal static class DebuggedLaunch
{
    private const int StackBytes = 1 << 18;

    internal static void Run(KernelDefinition kernel, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments)
    {
        using var group = new DebuggedGroup(config);
        var copy = arguments.ToArray();
        var threads = group.Items.Select(i => new Thread(() => Work(kernel, group, i, copy), StackBytes) { IsBackground = true }).ToArray();
        Array.ForEach(threads, t => t.Start());
        var groups = config.GridDim.Size;
        for (var i = 0L; i < groups && group.Run(i); i++)
        {
        }

        group.Abandon();
        Array.ForEach(threads, t => t.Join());
        if (group.Fault is var (fault, item))
        {
            var known = fault as KernelFaultException ?? new KernelFaultException($"{fault.GetType().Name}: {fault.Message}");
            throw known.At(kernel.Name, kernel.SourceFile, item.Line, item.Place);
        }
    }

    private static void Work(KernelDefinition kernel, DebuggedGroup group, DebuggedItem item, KernelArgument[] arguments)
    {
        while (true)
        {
            group.AwaitTurn(item.Number);
            if (group.IsAbandoned)
            {
                return;
            }

            try
            {
                kernel.Debug(item, arguments);
            }
            catch (KernelAbandonedException)
            {
                return;
            }
            catch (Exception e)
            {
                // A thread must not die of it: the launch throws it.
                group.Fault = (e, item);
            }

            group.End(item.Number);
        }
    }
}
