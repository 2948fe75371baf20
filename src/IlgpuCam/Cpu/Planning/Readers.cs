namespace IlgpuCam.Cpu.Planning;

/// <summary>How many read each value: what several read, or somebody asks for, cannot be left out.</summary>
/// <param name="operations">All operations.</param>
/// <param name="outputs">Values that are asked for.</param>
internal sealed class Readers(IEnumerable<Operation> operations, IEnumerable<Value> outputs)
{
    private readonly Dictionary<Value, int> _counts = operations.SelectMany(o => o.Inputs.Append(o.Residual)).Concat(outputs).OfType<Value>().CountBy(v => v).ToDictionary();

    /// <summary>What computes an operation's first input, if nothing else reads that.</summary>
    internal Operation? OnlyProducer(Operation reader) =>
        reader.Inputs is [{ Producer: { } producer } value, ..] && _counts[value] == 1 ? producer : null;
}
