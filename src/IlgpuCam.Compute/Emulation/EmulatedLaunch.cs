using IlgpuCam.Compute.Launching;

namespace IlgpuCam.Compute.Emulation;

/// <summary>A launch in the fast mode: groups spread over threads.</summary>
internal sealed class EmulatedLaunch
{
    private readonly KernelDefinition _kernel;
    private readonly KernelConfig _config;
    private readonly KernelArgument[] _arguments;
    private readonly long _groups;
    private long _next;
    private Exception? _fault;

    private EmulatedLaunch(KernelDefinition kernel, in KernelConfig config, KernelArgument[] arguments)
    {
        (_kernel, _config, _arguments) = (kernel, config, arguments);
        _groups = config.GridDim.Size;
    }

    internal static void Run(KernelDefinition kernel, in KernelConfig config, ReadOnlySpan<KernelArgument> arguments, int threads)
    {
        // The values that arguments point to stay where they are: the caller waits.
        var launch = new EmulatedLaunch(kernel, config, arguments.ToArray());
        var workers = (int)Math.Min(threads, launch._groups);
        if (workers <= 1)
        {
            launch.Work();
        }
        else
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => launch.Work());
        }

        if (launch._fault is not null)
        {
            throw launch._fault;
        }
    }

    private void Work()
    {
        using var context = new EmulatedGroupContext(_config);
        while (Volatile.Read(ref _fault) is null)
        {
            var group = Interlocked.Increment(ref _next) - 1;
            if (group >= _groups)
            {
                return;
            }

            context.Begin(group);
            try
            {
                _kernel.Emulate(context, _arguments);
            }
            catch (Exception e)
            {
                // A worker must not die of it: the launch throws it.
                var place = new Index3D(context.GridX, context.GridY, context.GridZ);
                var known = e as KernelFaultException ?? new KernelFaultException($"{e.GetType().Name}: {e.Message}");
                Interlocked.CompareExchange(ref _fault, known.At(_kernel.Name, _kernel.SourceFile, 0, $"group {place}"), null);
            }
        }
    }
}
