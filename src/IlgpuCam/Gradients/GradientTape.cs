using System.Globalization;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Gradients;

/// <summary>A network while the backward pass is added to it: the nodes so far, and what is known of each value's gradient.</summary>
internal sealed class GradientTape
{
    private readonly InferredNetwork _network;
    private readonly HashSet<string> _dependent;
    private readonly Dictionary<string, List<string>> _parts = [];
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, ConstantTensor> _constants = [];
    private readonly HashSet<string> _sparse = [];
    private readonly FreshNames _names;
    private string _label = string.Empty;

    /// <summary>Begins a backward pass.</summary>
    /// <param name="network">The forward pass.</param>
    /// <param name="dependent">The values that depend on what is asked for, these included: only they get gradients.</param>
    /// <param name="gates">What goes back through ReLU and its kind.</param>
    internal GradientTape(InferredNetwork network, HashSet<string> dependent, GateRule gates)
    {
        _network = network;
        _dependent = dependent;
        Rule = gates;
        _names = new(network.Values.ContainsKey);
    }

    /// <summary>What goes back through ReLU and its kind.</summary>
    internal GateRule Rule { get; }

    /// <summary>Nodes of the forward pass of which the sign or the order of values decides what goes back: rounding may then change single elements altogether.</summary>
    internal int Gates { get; set; }

    /// <summary>The nodes that were added.</summary>
    internal IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The constants that were added.</summary>
    internal IReadOnlyDictionary<string, ConstantTensor> Constants => _constants;

    /// <summary>The inputs of a node of the forward pass: shapes, constants, and errors that name it.</summary>
    internal InferenceContext Context(Node node) => _network.Context(node);

    /// <summary>The shape of a value of the forward pass.</summary>
    internal Shape Shape(string value) => _network.Values[value].Shape;

    /// <summary>Whether the gradient of an input of a node is asked for, directly or on the way.</summary>
    internal bool IsNeeded(string value) => _dependent.Contains(value);

    /// <summary>A value of the forward pass, of whatever floats, as 32-bit ones, which all gradients are.</summary>
    internal string Floats(string value) => _network.Values[value].Type == ElementType.Float32 ? value : Add(new Cast(ElementType.Float32), value);

    /// <summary>Names the nodes that are added from now on after a node of the forward pass.</summary>
    internal void Begin(Node node) => _label = $"gradient of {(node.Name.Length > 0 ? node.Name : node.Output)}";

    /// <summary>Adds a node.</summary>
    /// <param name="op">What it computes.</param>
    /// <param name="inputs">Values of the forward pass, of this tape, or its constants.</param>
    /// <returns>The value that it gives.</returns>
    internal string Add(Operator op, params ReadOnlySpan<string> inputs)
    {
        var output = _names.Of(string.Create(CultureInfo.InvariantCulture, $"gradient.{_nodes.Count}"));
        _nodes.Add(new(_label, op, [.. inputs], output));
        if (op is GradientSeed || (KeepsZeros(op) && _sparse.Contains(inputs[0])))
        {
            _sparse.Add(output);
        }

        return output;
    }

    /// <summary>Whether a value that was added is 0 for most classes: what goes back from one class, as long as nothing has mixed it.</summary>
    internal bool IsSparse(string value) => _sparse.Contains(value);

    /// <summary>Adds a constant.</summary>
    /// <returns>The value that holds it.</returns>
    internal string Constant(ConstantTensor constant)
    {
        var name = _names.Of(string.Create(CultureInfo.InvariantCulture, $"gradient.constant.{_constants.Count}"));
        _constants.Add(name, constant);
        return name;
    }

    /// <summary>Adds a scalar constant.</summary>
    internal string Constant(float value) => Constant(ConstantTensor.FromFloats(Tensors.Shape.Scalar, [value]));

    /// <summary>Adds a vector of integers: axes, a shape, indices.</summary>
    internal string Integers(params ReadOnlySpan<long> values) => Constant(ConstantTensor.FromInt64(values));

    /// <summary>Adds to the gradient of a value what comes back through one of its readers; nothing where it is not asked for.</summary>
    /// <param name="value">A value of the forward pass.</param>
    /// <param name="gradient">A value of the same shape.</param>
    internal void Flow(string value, string gradient)
    {
        if (!IsNeeded(value) || Shape(value).ElementCount == 0)
        {
            return;
        }

        if (!_parts.TryGetValue(value, out var parts))
        {
            _parts[value] = parts = [];
        }

        parts.Add(gradient);
    }

    /// <summary>The whole gradient of a value, once all its readers were derived; null where nothing came back.</summary>
    internal string? Gradient(string value)
    {
        if (!_parts.TryGetValue(value, out var parts))
        {
            return null;
        }

        var sum = parts[0];
        foreach (var part in parts.Skip(1))
        {
            sum = Add(new Add(), sum, part);
        }

        _parts[value] = [sum];
        return sum;
    }

    private static bool KeepsZeros(Operator op) => op is Reshape or Identity or AveragePoolGradient2d or MaxPoolGradient2d or ActivationGradient;
}
