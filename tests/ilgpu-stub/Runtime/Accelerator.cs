using System.Reflection;
using ILGPU.Checks;

namespace ILGPU.Runtime;

public abstract class Accelerator : IDisposable
{
    private readonly HashSet<MethodInfo> _checked = [];
    private readonly Context _context;

    private protected Accelerator(Context context)
    {
        _context = context;
        DefaultStream = new(this);
    }

    public AcceleratorStream DefaultStream { get; }

    public abstract int MaxNumThreadsPerGroup { get; }

    public void Synchronize()
    {
    }

    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Stands for ILGPU's compiler: refuses what that refuses.</summary>
    internal void Compile(MethodInfo kernel)
    {
        if (_checked.Add(kernel))
        {
            new KernelCheck(_context.Settings.HasAlgorithms).Kernel(kernel);
        }
    }

    /// <summary>Group after group, a thread a work-item.</summary>
    internal void Run(KernelConfig config, Action item)
    {
        var (grid, group) = (config.GridDim, config.GroupDim);
        if (!config.IsValid || group.Size > MaxNumThreadsPerGroup)
        {
            throw new ArgumentOutOfRangeException(nameof(config), $"A grid of {grid} and groups of {group} cannot be launched; groups have at most {MaxNumThreadsPerGroup} work-items.");
        }

        for (var g = 0; g < grid.Size; g++)
        {
            var place = new Index3D(g % grid.X, g / grid.X % grid.Y, g / grid.X / grid.Y);
            using var shared = new RunningGroup(group.Size);
            RunningItem[] items = [.. Enumerable.Range(0, group.Size).Select(t => new RunningItem(place, new(t % group.X, t / group.X % group.Y, t / group.X / group.Y), config, shared))];
            var threads = Array.ConvertAll(items, i => new Thread(() => Run(i, item, shared), maxStackSize: 1 << 18));
            Array.ForEach(threads, t => t.Start());
            Array.ForEach(threads, t => t.Join());
            if (shared.Fault is not null)
            {
                throw new InvalidOperationException("A kernel failed.", shared.Fault);
            }

            if (items.Any(i => i.Barriers != items[0].Barriers))
            {
                throw new InvalidOperationException("Not all work-items of a group came to each barrier.");
            }
        }
    }

    private static void Run(RunningItem self, Action item, RunningGroup shared)
    {
        RunningItem.Current = self;
        try
        {
            item();
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or InvalidOperationException)
        {
            shared.Fault = e;
        }

        shared.Barrier.RemoveParticipant();
    }
}
