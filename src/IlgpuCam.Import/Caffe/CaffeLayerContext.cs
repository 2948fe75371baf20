using System.Collections.Immutable;
using System.Globalization;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe;

/// <summary>One layer while it is translated: its parameters, its inputs, its weights, and the network that takes the result.</summary>
/// <param name="step">The layer.</param>
/// <param name="translator">The network.</param>
internal sealed class CaffeLayerContext(CaffeStep step, CaffeTranslator translator)
{
    /// <summary>Statistics of batch normalisations that wait for the scale that follows.</summary>
    internal Dictionary<string, BatchStatistics> WaitingStatistics => translator.WaitingStatistics;

    internal ImmutableArray<string> Inputs => step.Inputs;

    internal ImmutableArray<string> Outputs => step.Outputs;

    /// <summary>The only input of a layer that has one.</summary>
    internal string Input => Inputs.Length == 1 ? Inputs[0] : throw Error($"one bottom was expected, found {Inputs.Length}");

    private string Output => Outputs.Length == 1 ? Outputs[0] : throw Error($"one top was expected, found {Outputs.Length}");

    /// <summary>The parameters under a name; none where the layer has no such field.</summary>
    internal CaffeParameters Parameters(string name) => translator.Open(step.Layer, step.Layer.Message.Nested(name));

    /// <summary>The shape of a value at the default input.</summary>
    internal Shape ShapeOf(string value)
    {
        var reason = translator.Builder.DefaultShapeError is { } error ? $", because at the default input size: {error.Message.TrimEnd('.')}" : string.Empty;
        return translator.Builder.Info(value)?.Shape ?? throw Error($"the shape of {MessageText.Quote(value)} is not known{reason}");
    }

    /// <summary>The parameter <c>axis</c> as an axis of a shape, from 0; a negative one counts from the end.</summary>
    internal int Axis(CaffeParameters parameters, Shape shape, int fallback)
    {
        var axis = parameters.Int("axis", fallback, -shape.Rank, Math.Max(fallback, shape.Rank - 1));
        return axis < 0 ? axis + shape.Rank : axis < shape.Rank ? axis : throw Error($"there is no axis {axis} in {shape}");
    }

    /// <summary>The layer that reads a value, where it is the only one.</summary>
    internal CaffeLayer? OnlyReader(string value) => translator.OnlyReader(value);

    /// <summary>The layer's weights.</summary>
    /// <param name="shapes">The shape of each of its blobs.</param>
    internal ConstantTensor[] Weights(params Shape[] shapes) => translator.Weights.Weights(step.Layer, shapes);

    /// <summary>Has to come before constants are computed.</summary>
    internal void Reserve(long floats) => translator.Reserve(step.Layer, floats);

    /// <summary>Adds a constant and gives its name.</summary>
    internal string AddConstant(string suffix, ConstantTensor value)
    {
        var name = translator.Unique($"{step.Layer.Name}.{suffix}");
        translator.Builder.AddConstant(name, value);
        return name;
    }

    /// <summary>Gives the layer's only result.</summary>
    internal void Emit(Operator op, params ImmutableArray<string> inputs) => translator.Builder.Add(new(step.Layer.Name, op, inputs, Output));

    /// <summary>Gives one of several results.</summary>
    internal void EmitTo(string output, Operator op, string input) => translator.Builder.Add(new(step.Layer.Name, op, [input], output));

    /// <summary>Adds a step on the way to the layer's result, and gives the name of what it gives.</summary>
    internal string AddStep(string suffix, Operator op, params ImmutableArray<string> inputs)
    {
        var name = translator.Unique($"{Output}.{suffix}");
        translator.Builder.Add(new(string.Create(CultureInfo.InvariantCulture, $"{step.Layer.Name}.{suffix}"), op, inputs, name));
        return name;
    }

    internal ModelFormatException Error(string what) => step.Layer.Error(what);
}
