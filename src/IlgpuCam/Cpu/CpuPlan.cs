using System.Collections.Immutable;
using System.Diagnostics;
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
        Inputs = Values(network, network.Network.Inputs.Select(i => i.Name));
        Outputs = Values(network, network.Network.Outputs);
        MultiplyAdds = Count(network);
    }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Inputs { get; }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Outputs { get; }

    /// <inheritdoc/>
    public long MultiplyAdds { get; }

    /// <summary>The layers' packed weights, in bytes; more than the file's where they were transformed.</summary>
    internal long PackedBytes => _steps.PackedLength * sizeof(float);

    /// <summary>Values with their shapes.</summary>
    internal static ImmutableArray<PlanValue> Values(InferredNetwork network, IEnumerable<string> names) => [.. names.Select(n => new PlanValue(n, network.Values[n].Shape))];

    /// <summary>The multiply-adds of a network.</summary>
    internal static long Count(InferredNetwork network) => network.Nodes.Sum(n => n.Operator.MultiplyAdds(network.Context(n)));

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, CancellationToken cancellationToken = default)
    {
        PlanValue.Check(inputs, Inputs, nameof(inputs));
        PlanValue.Check(outputs, Outputs, nameof(outputs));
        RunImage(inputs, outputs, 0, cancellationToken);
    }

    /// <summary>Runs a plan of one image on one of a batch.</summary>
    /// <param name="inputs">Tensors of the inputs' shapes, with as many images.</param>
    /// <param name="outputs">Tensors of the outputs' shapes, with as many images.</param>
    /// <param name="image">Which image.</param>
    /// <param name="cancellationToken">Looked at between nodes.</param>
    internal unsafe void RunImage(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, int image, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ObjectDisposedException.ThrowIf(_backend.Pool.IsStopped, _backend);
        var arena = Rent();
        try
        {
            var frame = new RunFrame { Arena = arena.Pointer };
            ReadInputs(inputs, image, &frame, cancellationToken);
            Run(_steps.Steps, &frame, cancellationToken);
            for (var i = 0; i < outputs.Length; i++)
            {
                fixed (float* data = outputs[i].Data)
                {
                    frame.External = data + (image * (nint)Outputs[i].Shape.ElementCount);
                    Run(_steps.Outputs.AsSpan(i, 1), &frame, cancellationToken);
                }
            }
        }
        finally
        {
            Return(arena);
        }
    }

    /// <summary>What the steps are for, in the order in which they run.</summary>
    internal IReadOnlyList<StepOrigin> Origins => _steps.Origins;

    /// <summary>The algorithm of a layer's steps; empty where there is one only.</summary>
    internal string Algorithm(StepOrigin origin)
    {
        foreach (var step in _steps.Steps.AsSpan(origin.First, origin.End - origin.First))
        {
            if (step.Algorithm.Length > 0)
            {
                return step.Algorithm;
            }
        }

        return string.Empty;
    }

    /// <summary>Runs the network without its outputs, and takes the time of each layer.</summary>
    /// <param name="inputs">Tensors of the inputs' shapes.</param>
    /// <param name="times">Receives a time for each of <see cref="Origins"/>.</param>
    internal unsafe void RunTimed(ReadOnlySpan<Tensor> inputs, Span<TimeSpan> times)
    {
        var arena = Rent();
        var frame = new RunFrame { Arena = arena.Pointer };
        ReadInputs(inputs, 0, &frame, CancellationToken.None);
        for (var i = 0; i < times.Length; i++)
        {
            var origin = _steps.Origins[i];
            var start = Stopwatch.GetTimestamp();
            Run(_steps.Steps.AsSpan(origin.First, origin.End - origin.First), &frame, CancellationToken.None);
            times[i] = Stopwatch.GetElapsedTime(start);
        }

        Return(arena);
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

    private unsafe void ReadInputs(ReadOnlySpan<Tensor> inputs, int image, RunFrame* frame, CancellationToken cancellationToken)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            fixed (float* data = inputs[i].Data)
            {
                frame->External = data + (image * (nint)Inputs[i].Shape.ElementCount);
                Run(_steps.Inputs[i], frame, cancellationToken);
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
