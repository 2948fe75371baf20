using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>One node without a kernel: its inputs come back from the device, the processor computes it, its result goes up again.</summary>
internal sealed class ProcessorPart : PlanPart, IDisposable
{
    private readonly IPlan _plan;
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _output;

    internal ProcessorPart(DeviceOperation operation, InferredNetwork network, IBackend processor)
    {
        var node = operation.Node;
        var part = NodeNetwork.Of(node, network);
        _plan = processor.Compile(part, part.DefaultShapes(), part.Outputs);
        Values = [.. part.Inputs.Select(i => operation.Input(node.Inputs.IndexOf(i.Name))), operation.Output];
        _inputs = [.. part.Inputs.Select(i => new Tensor(network.Values[i.Name].Shape))];
        _output = [new Tensor(operation.Output.Shape)];
    }

    /// <summary>The values that it reads, then the one that it writes.</summary>
    internal ImmutableArray<DeviceValue> Values { get; }

    /// <inheritdoc/>
    public void Dispose() => _plan.Dispose();

    internal override void Run(AcceleratorStream stream, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            Values[i].View.CopyToCPU<float>(stream, _inputs[i].Data);
        }

        stream.Synchronize();
        _plan.Run(_inputs, _output, cancellationToken);
        Values[^1].View.CopyFromCPU<float>(stream, _output[0].Data);
    }
}
