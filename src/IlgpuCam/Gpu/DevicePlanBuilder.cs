using IlgpuCam.Compute;
using IlgpuCam.Cpu.Planning;
using IlgpuCam.Gpu.Lowerings;
using IlgpuCam.Kernels;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gpu;

/// <summary>Turns a network of known shapes into launches and a memory plan.</summary>
internal sealed class DevicePlanBuilder : IDisposable
{
    private readonly InferredNetwork _network;
    private readonly AcceleratorBackend _backend;
    private readonly Dictionary<string, DeviceValue> _values = [];
    private readonly Dictionary<string, (string Whole, int Place)> _places;
    private readonly IReadOnlyList<FusedNode> _nodes;
    private readonly List<DeviceValue> _arenaValues = [];
    private readonly HashSet<Storage> _storages = [];
    private readonly List<IDisposable> _owned = [];
    private readonly List<PlanPart> _parts = [];
    private readonly List<string> _onProcessor = [];
    private int _step;
    private StepOrigin _origin;

    internal DevicePlanBuilder(InferredNetwork network, AcceleratorBackend backend)
    {
        _network = network;
        _backend = backend;
        _nodes = [.. StoreFusion.Find(network)];
        _places = ConcatParts.Find(network, _nodes);
    }

    internal Accelerator Accelerator => _backend.Accelerator;

    /// <summary>What ways to compute something should cost on the device.</summary>
    internal ConvolutionCost Cost => field ??= new(Accelerator.Device);

    /// <summary>The way in which convolutions are computed, where it is not to be chosen.</summary>
    internal ConvolutionChoice? Forced { get; init; }

    /// <summary>How convolutions round their factors.</summary>
    internal MatrixPrecision Precision => _backend.Precision;

    /// <summary>Plans the whole network.</summary>
    /// <exception cref="NetworkException">A node is not supported, or the memory is too much.</exception>
    internal DevicePlanParts Build()
    {
        foreach (var input in _network.Network.Inputs)
        {
            Use(Create(input.Name));
        }

        _step++;
        foreach (var fused in _nodes)
        {
            Plan(fused);
            _step++;
        }

        foreach (var output in _network.Network.Outputs)
        {
            Use(Value(output));
        }

        // Inputs are written before the first step and outputs read after the last one.
        var arena = Own(Accelerator.Allocate1D<float>(Math.Max(MemoryPlan.Place(_storages), 1)));
        _arenaValues.ForEach(v => v.Bind(arena));
        var parts = new DevicePlanParts(
            [.. _network.Network.Inputs.Select(i => _values[i.Name])],
            [.. _network.Network.Outputs.Select(o => _values[o])],
            [.. _parts],
            [.. _onProcessor],
            [.. _owned]);
        _owned.Clear();
        return parts;
    }

    /// <summary>Adds a launch of the operation that is being planned.</summary>
    /// <param name="step">The launch.</param>
    /// <param name="values">All values that it reads or writes.</param>
    internal void Add(DeviceStep step, params ReadOnlySpan<DeviceValue?> values)
    {
        foreach (var value in values)
        {
            Use(value);
        }

        if (_parts.Count == 0 || _parts[^1] is not DevicePart part)
        {
            _parts.Add(part = new());
        }

        part.Steps.Add(step);
        part.Origins.Add(_origin);
        _step++;
    }

    /// <summary>How to compute a convolution.</summary>
    internal ConvolutionChoice Choose(DeviceOperation operation, in ConvolutionGeometry geometry, in ConvolutionShape shape)
    {
        if (Forced is not null)
        {
            return Forced;
        }

        var ranked = Cost.Rank(geometry, shape);
        if (operation.Operator is Conv2d { IsDirect: true })
        {
            ranked = [.. ranked.Where(r => !r.Choice.IsWinograd)];
        }

        return _backend.Tuner?.Choose(operation, _network, ranked, geometry) ?? ranked[0].Choice;
    }

    /// <summary>Memory that one operation needs between its launches.</summary>
    internal DeviceValue Scratch(DeviceOperation operation, long length)
    {
        var value = new DeviceValue(operation.Output.Name, [checked((int)length)], new(operation.Node.Name, length));
        _arenaValues.Add(value);
        return value;
    }

    /// <summary>Uploads numbers that stay on the device as long as the plan.</summary>
    internal ArrayView<T> Upload<T>(ReadOnlySpan<T> data)
        where T : unmanaged
    {
        var buffer = Own(Accelerator.Allocate1D<T>(Math.Max(data.Length, 1)));
        if (!data.IsEmpty)
        {
            buffer.CopyFromCPU(data);
        }

        return buffer.View;
    }

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(o => o.Dispose());

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    private void Plan(FusedNode fused)
    {
        var node = fused.Node;
        if (IsSameElements(node.Operator))
        {
            var source = Value(node.Inputs[0]);
            var alias = source.As(fused.Output, _network.Values[fused.Output].Shape);
            _values[fused.Output] = alias;
            if (!source.Storage.IsExternal)
            {
                _arenaValues.Add(alias);
            }

            Use(alias);
            return;
        }

        var output = Create(fused.Output);
        _origin = new(NameOf(node), output.Shape);
        var context = _network.Context(node);
        var operation = new DeviceOperation(node, context, Value, output)
        {
            Residual = fused.Residual is { } residual ? Value(residual) : null,
            Activation = fused.StoreActivation,
        };
        if (DeviceLowerings.For(node.Operator)?.Emit(operation, this) is not true)
        {
            PlanOnProcessor(operation);
        }
    }

    /// <summary>Whether an operator only gives elements another shape.</summary>
    internal static bool IsSameElements(Operator op) => op is Identity or Reshape or Flatten or Squeeze or Unsqueeze;

    private void PlanOnProcessor(DeviceOperation operation)
    {
        var part = Own(new ProcessorPart(operation, _network, _backend.Processor));
        _onProcessor.Add(NameOf(operation.Node));
        foreach (var value in part.Values)
        {
            Use(value);
        }

        _parts.Add(part);
    }

    private static string NameOf(Node node) => node.Name.Length > 0 ? node.Name : node.Output;

    // The whole of a part is there before the concatenation that gives it is planned.
    private DeviceValue Create(string name)
    {
        if (_values.TryGetValue(name, out var whole))
        {
            return whole;
        }

        var shape = _network.Values[name].Shape;
        var value = _places.TryGetValue(name, out var part) ? Create(part.Whole).Part(name, shape, part.Place) : new DeviceValue(name, shape, new(name, shape.ElementCount));
        _values[name] = value;
        _arenaValues.Add(value);
        return value;
    }

    private DeviceValue Value(string name)
    {
        if (_values.TryGetValue(name, out var known))
        {
            return known;
        }

        // Weights that kernels read as they are packed never get here; what does is a small operand.
        var constant = _network.Constants[name];
        var value = new DeviceValue(name, constant.Shape, new(name, 0) { IsExternal = true });
        var buffer = Own(Accelerator.Allocate1D<float>(Math.Max(constant.Shape.ElementCount, 1)));
        buffer.CopyFromCPU(constant.ToFloats());
        value.Bind(buffer);
        _values[name] = value;
        return value;
    }

    private void Use(DeviceValue? value)
    {
        if (value is { Storage: { IsExternal: false } storage })
        {
            storage.UsedBy(_step);
            _storages.Add(storage);
        }
    }
}
