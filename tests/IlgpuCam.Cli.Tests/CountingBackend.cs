using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cli.Tests;

/// <summary>The processor, counting the work that it is given.</summary>
internal sealed class CountingBackend : IBackend
{
    private readonly CpuBackend _backend = new(1);

    public string Name => _backend.Name;

    /// <summary>Multiply-adds of each run, in order.</summary>
    internal List<long> Runs { get; } = [];

    public IPlan Compile(Network network, IReadOnlyDictionary<string, Shape> inputs, IReadOnlyList<string> outputs) =>
        new Plan(_backend.Compile(network, inputs, outputs), Runs);

    public void Dispose() => _backend.Dispose();

    private sealed class Plan(IPlan plan, List<long> runs) : IPlan
    {
        public ImmutableArray<PlanValue> Inputs => plan.Inputs;

        public ImmutableArray<PlanValue> Outputs => plan.Outputs;

        public long MultiplyAdds => plan.MultiplyAdds;

        public void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, CancellationToken cancellationToken = default)
        {
            runs.Add(MultiplyAdds);
            plan.Run(inputs, outputs, cancellationToken);
        }

        public void Dispose() => plan.Dispose();
    }
}
