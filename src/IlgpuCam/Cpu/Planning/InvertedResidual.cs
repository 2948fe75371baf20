namespace IlgpuCam.Cpu.Planning;

/// <summary>Convolutions of which each is the only reader of the one before: one that widens, a depthwise one, and a 1x1 one.</summary>
/// <param name="Expand">The first one; null where the depthwise one is the first.</param>
/// <param name="Depthwise">The depthwise one.</param>
/// <param name="Project">The last one, possibly with a residual.</param>
internal sealed record InvertedResidual(Operation? Expand, Operation Depthwise, Operation Project)
{
    /// <summary>What the first one reads.</summary>
    internal Value Input => (Expand ?? Depthwise).Input(0);

    /// <summary>Multiply-adds of all of them.</summary>
    internal long MultiplyAdds => Count(Expand) + Count(Depthwise) + Count(Project);

    /// <summary>Finds those that are worth it, and puts each in the place of its last one.</summary>
    /// <param name="operations">The network's operations in order.</param>
    /// <param name="outputs">Values that are asked for.</param>
    /// <param name="fits">Whether one is to be computed as one.</param>
    internal static List<Operation> Fuse(List<Operation> operations, IEnumerable<Value> outputs, Func<InvertedResidual, bool> fits)
    {
        var readers = new Dictionary<Value, int>();
        foreach (var value in operations.SelectMany(o => o.Inputs.Append(o.Residual)).OfType<Value>().Concat(outputs))
        {
            readers[value] = readers.GetValueOrDefault(value) + 1;
        }

        var gone = new HashSet<Operation>();
        foreach (var project in operations)
        {
            if (OnlyProducer(project) is not { } depthwise)
            {
                continue;
            }

            var expand = OnlyProducer(depthwise);
            InvertedResidual? found = expand is not null && new InvertedResidual(expand, depthwise, project) is var all && fits(all) ? all
                : new InvertedResidual(null, depthwise, project) is var two && fits(two) ? two : null;
            if (found is not null)
            {
                project.Whole = found;
                gone.Add(depthwise);
                if (found.Expand is not null)
                {
                    gone.Add(found.Expand);
                }
            }
        }

        return [.. operations.Where(o => !gone.Contains(o))];

        Operation? OnlyProducer(Operation reader) =>
            reader.Inputs is [{ Producer: { Whole: null } producer } value, ..] && readers[value] == 1 && !gone.Contains(producer) ? producer : null;
    }

    private static long Count(Operation? operation) => operation?.Operator.MultiplyAdds(operation.Context) ?? 0;
}
