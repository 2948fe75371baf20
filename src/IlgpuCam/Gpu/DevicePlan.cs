using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Compute;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>A network compiled for an accelerator. Its memory exists once, so that runs wait for each other, and for those of other plans: they share a stream.</summary>
internal sealed class DevicePlan : IPlan
{
    private readonly DevicePlanParts _parts;
    private bool _disposed;

    internal DevicePlan(AcceleratorBackend backend, InferredNetwork network, DevicePlanParts parts)
    {
        Backend = backend;
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

    internal AcceleratorBackend Backend { get; }

    /// <summary>Where the inputs go.</summary>
    internal ImmutableArray<DeviceValue> InputValues => _parts.Inputs;

    /// <summary>Where the outputs are after a run.</summary>
    internal ImmutableArray<DeviceValue> OutputValues => _parts.Outputs;

    /// <summary>Whether every node has a kernel, so that a run is nothing but launches.</summary>
    internal bool IsOnDevice => OnProcessor.IsEmpty;

    /// <summary>The names of the nodes that run on the processor.</summary>
    internal ImmutableArray<string> OnProcessor => _parts.OnProcessor;

    /// <summary>What runs on the device, stretch by stretch.</summary>
    internal IEnumerable<DevicePart> DeviceParts => _parts.Parts.OfType<DevicePart>();

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, CancellationToken cancellationToken = default)
    {
        PlanValue.Check(inputs, Inputs, nameof(inputs));
        PlanValue.Check(outputs, Outputs, nameof(outputs));
        lock (Backend.Gate)
        {
            RequireAlive();
            var stream = Backend.Accelerator.DefaultStream;
            for (var i = 0; i < inputs.Length; i++)
            {
                InputValues[i].View.CopyFromCPU<float>(stream, inputs[i].Data);
            }

            Enqueue(stream, cancellationToken);
            for (var i = 0; i < outputs.Length; i++)
            {
                OutputValues[i].View.CopyToCPU<float>(stream, outputs[i].Data);
            }

            stream.Synchronize();
        }
    }

    /// <summary>Puts a run into a stream, between uploading inputs and downloading outputs; the caller has the backend's gate. Nodes on the processor are waited for.</summary>
    internal void Enqueue(AcceleratorStream stream, CancellationToken cancellationToken)
    {
        foreach (var part in _parts.Parts)
        {
            part.Run(stream, cancellationToken);
        }
    }

    /// <summary>The launches of a run one by one, for a recording; where <see cref="IsOnDevice"/>.</summary>
    internal void Launch(AcceleratorStream stream)
    {
        foreach (var part in _parts.Parts.OfType<DevicePart>())
        {
            part.Steps.ForEach(step => step(stream));
        }
    }

    /// <summary>The part of a plan that a device runs; null where it is the processor's, or the device was lost.</summary>
    internal static DevicePlan? Of(IPlan plan) => plan is FallbackPlan fallback ? fallback.Current as DevicePlan : plan as DevicePlan;

    /// <summary>Checks that the plan can run.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    internal void RequireAlive() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Backend.Gate)
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
