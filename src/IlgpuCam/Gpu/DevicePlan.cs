using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>A network compiled for an accelerator. Its memory exists once, so that runs wait for each other.</summary>
internal sealed class DevicePlan : IPlan
{
    private readonly AcceleratorBackend _backend;
    private readonly DevicePlanParts _parts;
    private readonly Lock _gate = new();
    private bool _disposed;

    internal DevicePlan(AcceleratorBackend backend, InferredNetwork network, DevicePlanParts parts)
    {
        _backend = backend;
        _parts = parts;
        Inputs = [.. parts.Inputs.Select(i => new PlanValue(i.Name, i.Shape))];
        Outputs = [.. network.Network.Outputs.Zip(parts.Outputs, (name, value) => new PlanValue(name, value.Shape))];
        MultiplyAdds = network.Nodes.Sum(n => n.Operator.MultiplyAdds(network.Context(n)));
    }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Inputs { get; }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Outputs { get; }

    /// <inheritdoc/>
    public long MultiplyAdds { get; }

    /// <summary>The names of the nodes that run on the processor.</summary>
    internal ImmutableArray<string> OnProcessor => _parts.OnProcessor;

    /// <summary>What runs on the device, stretch by stretch.</summary>
    internal IEnumerable<DevicePart> DeviceParts => _parts.Parts.OfType<DevicePart>();

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, CancellationToken cancellationToken = default)
    {
        PlanValue.Check(inputs, Inputs, nameof(inputs));
        PlanValue.Check(outputs, Outputs, nameof(outputs));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var stream = _backend.Accelerator.DefaultStream;
            for (var i = 0; i < inputs.Length; i++)
            {
                _parts.Inputs[i].View.CopyFromCPU<float>(stream, inputs[i].Data);
            }

            foreach (var part in _parts.Parts)
            {
                part.Run(stream, cancellationToken);
            }

            for (var i = 0; i < outputs.Length; i++)
            {
                _parts.Outputs[i].View.CopyToCPU<float>(stream, outputs[i].Data);
            }

            stream.Synchronize();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                foreach (var owned in _parts.Parts.OfType<IDisposable>().Concat(_parts.Owned))
                {
                    owned.Dispose();
                }
            }
        }
    }
}
