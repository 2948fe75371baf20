using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu;

/// <summary>A network compiled for the processor. Each run borrows an arena; there are as many as runs have overlapped.</summary>
internal sealed class CpuPlan : IPlan
{
    private readonly CpuBackend _backend;
    private readonly PlanSteps _steps;
    private readonly Stack<AlignedBuffer> _arenas = new();
    private bool _disposed;

    internal CpuPlan(CpuBackend backend, InferredNetwork network, PlanSteps steps)
    {
        _backend = backend;
        _steps = steps;
        Inputs = [.. network.Network.Inputs.Select(i => new PlanValue(i.Name, network.Values[i.Name].Shape))];
        Outputs = [.. network.Network.Outputs.Select(o => new PlanValue(o, network.Values[o].Shape))];
        MultiplyAdds = network.Nodes.Sum(n => n.Operator.MultiplyAdds(network.Context(n)));
    }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Inputs { get; }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Outputs { get; }

    /// <inheritdoc/>
    public long MultiplyAdds { get; }

    /// <summary>The layers' packed weights, in bytes; more than the file's where they were transformed.</summary>
    internal long PackedBytes => _steps.PackedLength * sizeof(float);

    /// <inheritdoc/>
    public unsafe void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ObjectDisposedException.ThrowIf(_backend.Pool.IsStopped, _backend);
        Check(inputs, Inputs, nameof(inputs));
        Check(outputs, Outputs, nameof(outputs));
        var arena = Rent();
        try
        {
            var frame = new RunFrame { Arena = arena.Pointer };
            for (var i = 0; i < inputs.Length; i++)
            {
                fixed (float* data = inputs[i].Data)
                {
                    frame.External = data;
                    Run(_steps.Inputs[i], &frame, cancellationToken);
                }
            }

            Run(_steps.Steps, &frame, cancellationToken);
            for (var i = 0; i < outputs.Length; i++)
            {
                fixed (float* data = outputs[i].Data)
                {
                    frame.External = data;
                    Run(_steps.Outputs.AsSpan(i, 1), &frame, cancellationToken);
                }
            }
        }
        finally
        {
            Return(arena);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_arenas)
        {
            _disposed = true;
            _arenas.Clear();
        }
    }

    private static void Check(ReadOnlySpan<Tensor> tensors, ImmutableArray<PlanValue> values, string parameter)
    {
        if (tensors.Length != values.Length)
        {
            throw new ArgumentException($"The plan has {values.Length} {parameter}, found {tensors.Length}.", parameter);
        }

        for (var i = 0; i < tensors.Length; i++)
        {
            if (!tensors[i].Shape.Equals(values[i].Shape))
            {
                throw new ArgumentException($"A tensor of {values[i].Shape} was expected for '{values[i].Name}', found {tensors[i].Shape}.", parameter);
            }
        }
    }

    private unsafe void Run(ReadOnlySpan<Step> steps, RunFrame* frame, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _backend.Pool.For(step.Tasks, step, frame);
        }
    }

    private AlignedBuffer Rent()
    {
        lock (_arenas)
        {
            if (_arenas.TryPop(out var arena))
            {
                return arena;
            }
        }

        return new(_steps.ArenaLength, clear: false);
    }

    private void Return(AlignedBuffer arena)
    {
        lock (_arenas)
        {
            if (!_disposed)
            {
                _arenas.Push(arena);
            }
        }
    }
}
