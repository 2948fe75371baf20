using System.Collections.Immutable;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Architectures;

/// <summary>Builds a network layer by layer. A layer's key is its name in a state dict; its value has that name too unless another one is given.</summary>
/// <param name="weights">Where the parameters come from.</param>
/// <param name="classes">Classes where the source leaves them open.</param>
internal sealed class LayerBuilder(IWeightSource weights, int classes)
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, ConstantTensor> _constants = [];
    private NetworkInput? _input;

    /// <summary>What batch normalisations add to the variance.</summary>
    internal float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether convolutions are padded as TensorFlow does (an odd row goes to the end) instead of alike on all sides.</summary>
    internal bool SamePadding { get; set; }

    /// <summary>The shape that the source has for a parameter, or null.</summary>
    internal Shape? ShapeOf(string name) => weights.ShapeOf(name);

    /// <summary>The rows of the classifier's weights, or the number asked for.</summary>
    internal int ClassesOf(string key) => weights.ShapeOf($"{key}.weight") is { Rank: > 0 } shape && shape[0] > 0 ? shape[0] : classes;

    /// <summary>A batch of RGB images; the side is what the network is used at, and others are accepted unless layers behind a flat value are fixed.</summary>
    internal Maps Input(int side)
    {
        _input = new("input", [-1, 3, side, side]);
        return new(_input.Name, 3);
    }

    /// <summary>A convolution; the padding keeps the size of the map unless stated.</summary>
    internal Maps Convolution(
        Maps x, string key, int outputs, int kernel, int stride = 1, int? pad = null, int groups = 1, bool bias = false, string? name = null)
    {
        var weight = Parameter($"{key}.weight", [outputs, x.Channels / groups, kernel, kernel], Initial.Convolution(outputs / groups * kernel * kernel));
        string[] inputs = bias ? [x.Name, weight, Parameter($"{key}.bias", [outputs], Initial.Zero)] : [x.Name, weight];
        Size2 strides = new(stride, stride);
        var p = pad ?? kernel / 2;
        var op = SamePadding ? new Conv2d(strides, default, Size2.One, groups, AutoPad: AutoPad.SameUpper) : new Conv2d(strides, new(p, p, p, p), Size2.One, groups);
        return Append(name ?? key, op, outputs, inputs);
    }

    /// <summary>A batch normalisation.</summary>
    internal Maps Normalise(Maps x, string key)
    {
        string Get(string part, Initial initial) => Parameter($"{key}.{part}", [x.Channels], initial);
        return Append(
            key, new BatchNormalization(Epsilon), x.Channels,
            x.Name, Get("weight", Initial.One), Get("bias", Initial.Zero), Get("running_mean", Initial.Zero), Get("running_var", Initial.One));
    }

    /// <summary>An element-wise function; none adds no node.</summary>
    internal Maps Activate(Maps x, Activation activation, string? name = null) =>
        activation == Activation.None ? x : Append(name ?? $"{x.Name}/{Word(activation)}", new Activate(activation), x.Channels, x.Name);

    internal Maps Relu(Maps x, string? name = null) => Activate(x, Activation.Relu, name);

    /// <summary>A convolution without bias, its batch normalisation and its activation.</summary>
    internal Maps Unit(
        Maps x, string key, string normalisation, int outputs, int kernel, int stride = 1, int groups = 1, Activation activation = default) =>
        Activate(Normalise(Convolution(x, key, outputs, kernel, stride, groups: groups), normalisation), activation);

    internal Maps MaxPool(Maps x, string name, int kernel, int stride, int pad = 0, bool ceil = false) =>
        Append(name, new MaxPool2d(Window(kernel, stride, pad, ceil)), x.Channels, x.Name);

    internal Maps AveragePool(Maps x, string name, int kernel, int stride) =>
        Append(name, new AveragePool2d(Window(kernel, stride, 0, false)), x.Channels, x.Name);

    /// <summary>Local response normalisation with AlexNet's parameters, Krizhevsky et al. 2012.</summary>
    internal Maps LocalResponse(Maps x, string name) => Append(name, new LocalResponseNormalization(5), x.Channels, x.Name);

    internal Maps Concat(string name, params ReadOnlySpan<Maps> parts)
    {
        var (inputs, channels) = (new string[parts.Length], 0);
        for (var i = 0; i < parts.Length; i++)
        {
            inputs[i] = parts[i].Name;
            channels += parts[i].Channels;
        }

        return Append(name, new Concat(1), channels, inputs);
    }

    internal Maps Add(Maps x, Maps y, string name) => Append(name, new Add(), x.Channels, x.Name, y.Name);

    /// <summary>Squeeze and excitation, Hu, Shen and Sun 2018: each map times a number from all maps' means.</summary>
    internal Maps Gate(Maps x, string reduce, string expand, int squeezed, Activation inner, Activation gate)
    {
        var small = Activate(Convolution(GlobalPool(x, PoolingKind.Average), reduce, squeezed, 1, bias: true), inner);
        var factors = Activate(Convolution(small, expand, x.Channels, 1, bias: true), gate);
        return Append($"{x.Name}/gated", new Multiply(), x.Channels, x.Name, factors.Name);
    }

    internal Maps GlobalPool(Maps x, PoolingKind pooling, string? name = null) =>
        Append(name ?? $"{x.Name}/pool", new GlobalPool(pooling), x.Channels, x.Name);

    /// <summary>One axis of features.</summary>
    /// <param name="x">Maps.</param>
    /// <param name="side">Height and width of the maps.</param>
    /// <param name="name">The result's name.</param>
    internal Maps Flatten(Maps x, int side = 1, string name = "flat") => Append(name, new Flatten(), x.Channels * side * side, x.Name);

    internal Maps FullyConnected(Maps x, string key, int outputs, string? name = null)
    {
        var weight = Parameter($"{key}.weight", [outputs, x.Channels], Initial.FullyConnected);
        return Append(name ?? key, new FullyConnected(), outputs, x.Name, weight, Parameter($"{key}.bias", [outputs], Initial.Zero));
    }

    /// <summary>Global pooling and one fully connected layer to the classes.</summary>
    internal Network PoolAndClassify(Maps x, string key, PoolingKind pooling = PoolingKind.Average)
    {
        var flat = Flatten(GlobalPool(x, pooling, "global_pool"));
        return Finish(FullyConnected(flat, key, ClassesOf(key), "logits"));
    }

    internal Network Finish(Maps output) => new([_input!], _constants, _nodes, [output.Name]);

    /// <summary>Adds a node.</summary>
    internal Maps Append(string name, Operator op, int channels, params ReadOnlySpan<string> inputs)
    {
        _nodes.Add(new(name, op, [.. inputs], name));
        return new(name, channels);
    }

    private static Window2d Window(int kernel, int stride, int pad, bool ceil) =>
        new(new(kernel, kernel), new(stride, stride), Size2.One, new(pad, pad, pad, pad), Ceil: ceil);

    private static string Word(Activation activation) => activation.Kind switch
    {
        ActivationKind.Relu => "relu",
        ActivationKind.Clip => "relu6",
        ActivationKind.Sigmoid => "sigmoid",
        ActivationKind.HardSigmoid => "hard_sigmoid",
        ActivationKind.HardSwish => "hard_swish",
        _ => "silu",
    };

    private string Parameter(string name, Shape shape, Initial initial)
    {
        _constants.Add(name, weights.Get(name, shape, initial));
        return name;
    }
}
