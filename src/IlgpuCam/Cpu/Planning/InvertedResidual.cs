using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Convolutions of which each is the only reader of the one before: one that widens, a depthwise one, and a 1x1 one.</summary>
/// <param name="Expand">The first one; null where the depthwise one is the first.</param>
/// <param name="Depthwise">The depthwise one.</param>
/// <param name="Project">The last one, possibly with a residual.</param>
internal sealed record InvertedResidual(Operation? Expand, Operation Depthwise, Operation Project)
{
    /// <summary>Maps of more floats than this, half a mebibyte, leave a second-level cache before they are read.</summary>
    private const long LargeMap = 1 << 17;

    /// <summary>What is computed twice, once more by each further thread, is at most the rows of the map divided by this.</summary>
    private const long RowsPerHalo = 8;

    /// <summary>What the first one reads.</summary>
    internal Value Input => (Expand ?? Depthwise).Input(0);

    /// <summary>Multiply-adds of all of them.</summary>
    internal long MultiplyAdds => Count(Expand) + Count(Depthwise) + Count(Project);

    /// <summary>Finds those that are to be computed as one, and puts each in the place of its last one.</summary>
    /// <param name="operations">The network's operations in order.</param>
    /// <param name="outputs">Values that are asked for.</param>
    /// <param name="fits">Whether one is to be.</param>
    /// <returns>The operations that are left.</returns>
    internal static List<Operation> Fuse(List<Operation> operations, IEnumerable<Value> outputs, Func<InvertedResidual, bool> fits)
    {
        Readers readers = new(operations, outputs);
        var gone = new HashSet<Operation>();
        foreach (var project in operations)
        {
            if (OnlyProducer(project) is not { } depthwise)
            {
                continue;
            }

            InvertedResidual two = new(null, depthwise, project);
            var three = OnlyProducer(depthwise) is { } expand ? two with { Expand = expand } : two;
            var found = fits(three) ? three : fits(two) ? two : null;
            if (found is null)
            {
                continue;
            }

            project.Chain = found;
            gone.Add(depthwise);
            if (found.Expand is not null)
            {
                gone.Add(found.Expand);
            }
        }

        return [.. operations.Where(o => !gone.Contains(o))];

        Operation? OnlyProducer(Operation reader) => readers.OnlyProducer(reader) is { Chain: null } producer && !gone.Contains(producer) ? producer : null;
    }

    /// <summary>
    /// Whether it is worth it: maps in between would go to memory and come back, and are not outweighed by weights, which each band reads again, nor by what the threads compute twice.
    /// </summary>
    /// <param name="threads">Threads that share the rows.</param>
    internal bool IsWorth(int threads)
    {
        var window = ((Conv2d)Depthwise.Operator).Geometry(Depthwise.Context).Window;
        var map = (Expand ?? Depthwise).Output.Shape.ElementCount / Math.Max(1, Depthwise.Output.Shape[0]);
        var weights = Project.Context.Shape(1).ElementCount + (Expand?.Context.Shape(1).ElementCount ?? 0);
        var halo = Expand is null ? 0 : (threads - 1L) * Math.Max(0, window.Kernel.Height - window.Strides.Height);
        return map > LargeMap && map > weights && halo * RowsPerHalo <= window.Height;
    }

    private static long Count(Operation? operation) => operation?.Operator.MultiplyAdds(operation.Context) ?? 0;
}
