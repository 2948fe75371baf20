using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Tensors;

namespace IlgpuCam.Cpu;

/// <summary>A network on a batch whose first part is run image by image, the rest on the whole batch.</summary>
internal sealed class BatchPlan : IPlan
{
    private readonly CpuPlan _part;
    private readonly CpuPlan? _rest;
    private readonly int _images;
    private readonly Source[] _partInputs;
    private readonly Source[] _partOutputs;
    private readonly Source[] _restInputs;
    private readonly Source[] _restOutputs;
    private readonly ImmutableArray<Shape> _between;
    private readonly Stack<Frame> _frames = new();

    /// <summary>Puts the parts together.</summary>
    /// <param name="inputs">The network's inputs.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="multiplyAdds">Multiply-adds of a run.</param>
    /// <param name="part">The first part on one image.</param>
    /// <param name="rest">The rest on the batch, or null.</param>
    internal BatchPlan(ImmutableArray<PlanValue> inputs, ImmutableArray<PlanValue> outputs, long multiplyAdds, CpuPlan part, CpuPlan? rest)
    {
        (Inputs, Outputs, MultiplyAdds) = (inputs, outputs, multiplyAdds);
        (_part, _rest) = (part, rest);
        _images = Inputs[0].Shape[0];
        var between = new List<string>();
        var shapes = ImmutableArray.CreateBuilder<Shape>();
        foreach (var value in part.Outputs.Where(o => Index(Outputs, o.Name) < 0))
        {
            between.Add(value.Name);
            shapes.Add(Shape.Create([_images, .. value.Shape.Dimensions[1..]]));
        }

        _between = shapes.ToImmutable();
        Source Result(PlanValue value) => Index(Outputs, value.Name) is var output and >= 0 ? new(Place.Output, output) : new(Place.Between, between.IndexOf(value.Name));
        Source Operand(PlanValue value) => Index(Inputs, value.Name) is var input and >= 0 ? new(Place.Input, input) : Result(value);
        _partInputs = [.. part.Inputs.Select(Operand)];
        _partOutputs = [.. part.Outputs.Select(Result)];
        _restInputs = rest is null ? [] : [.. rest.Inputs.Select(Operand)];
        _restOutputs = rest is null ? [] : [.. rest.Outputs.Select(Result)];
    }

    private enum Place
    {
        Input,
        Output,
        Between,
    }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Inputs { get; }

    /// <inheritdoc/>
    public ImmutableArray<PlanValue> Outputs { get; }

    /// <inheritdoc/>
    public long MultiplyAdds { get; }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, CancellationToken cancellationToken = default)
    {
        PlanValue.Check(inputs, Inputs, nameof(inputs));
        PlanValue.Check(outputs, Outputs, nameof(outputs));
        var frame = Rent();
        try
        {
            Fill(_partInputs, frame.PartInputs, frame.Between, inputs, outputs);
            Fill(_partOutputs, frame.PartOutputs, frame.Between, inputs, outputs);
            for (var image = 0; image < _images; image++)
            {
                _part.RunImage(frame.PartInputs, frame.PartOutputs, image, cancellationToken);
            }

            if (_rest is not null)
            {
                Fill(_restInputs, frame.RestInputs, frame.Between, inputs, outputs);
                Fill(_restOutputs, frame.RestOutputs, frame.Between, inputs, outputs);
                _rest.Run(frame.RestInputs, frame.RestOutputs, cancellationToken);
            }
        }
        finally
        {
            // The caller's tensors are not kept alive.
            frame.Clear();
            lock (_frames)
            {
                _frames.Push(frame);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _part.Dispose();
        _rest?.Dispose();
        lock (_frames)
        {
            _frames.Clear();
        }
    }

    private static int Index(ImmutableArray<PlanValue> values, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Fill(Source[] sources, Tensor[] tensors, Tensor[] between, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            var (place, index) = sources[i];
            tensors[i] = place switch { Place.Input => inputs[index], Place.Output => outputs[index], _ => between[index] };
        }
    }

    private Frame Rent()
    {
        lock (_frames)
        {
            if (_frames.TryPop(out var frame))
            {
                return frame;
            }
        }

        return new(
            [.. _between.Select(s => new Tensor(s))], new Tensor[_partInputs.Length], new Tensor[_partOutputs.Length], new Tensor[_restInputs.Length],
            new Tensor[_restOutputs.Length]);
    }

    private readonly record struct Source(Place Place, int Index);

    /// <summary>What one run needs beside the arenas.</summary>
    private sealed record Frame(Tensor[] Between, Tensor[] PartInputs, Tensor[] PartOutputs, Tensor[] RestInputs, Tensor[] RestOutputs)
    {
        internal void Clear()
        {
            Array.Clear(PartInputs);
            Array.Clear(PartOutputs);
            Array.Clear(RestInputs);
            Array.Clear(RestOutputs);
        }
    }
}
