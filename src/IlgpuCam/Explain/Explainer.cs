using System.Collections.Immutable;
using IlgpuCam.Backends;
using IlgpuCam.Cpu;
using IlgpuCam.Gradients;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Models.Surgery;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain;

/// <summary>
/// Runs a classifier forwards and backwards for methods that explain its scores: the values and gradients at any layer, the scores of changed images, the scores of changed maps. Thread-safe; plans are
/// compiled at first use and the last ones kept.
/// </summary>
public sealed class Explainer : IDisposable
{
    private readonly IBackend _backend;
    private readonly ExplainerPlans _plans = new();

    /// <summary>Results that contexts have given back.</summary>
    internal ResultTensors Results { get; } = new();

    /// <summary>Prepares a classifier.</summary>
    /// <param name="network">The network.</param>
    /// <param name="head">Its head as <see cref="HeadDetection"/> found it.</param>
    /// <param name="backend">What runs it; stays the caller's to dispose.</param>
    public Explainer(Network network, ClassifierHead head, IBackend backend)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(backend);
        _backend = backend;
        Head = head;
        InputName = network.Inputs.FirstOrDefault(i => i.IsImage)?.Name ?? throw new NetworkException("The network has no input of four axes, so no image to explain.");
        (Network, Probabilities) = WithProbabilities(SplitActivations.Apply(network), head);
    }

    /// <summary>The network, functions in the store of layers as nodes of their own; one whose file ends with the logits has the probabilities as another value.</summary>
    public Network Network { get; }

    /// <summary>The classifier's head.</summary>
    public ClassifierHead Head { get; }

    /// <summary>The layers that hold maps, at the network's default input shape.</summary>
    public TargetLayers Layers => field ??= TargetLayers.Of(Network, Head);

    /// <summary>The name of the image input.</summary>
    public string InputName { get; }

    /// <summary>The value that holds the probabilities: the network's own, or softmax of the logits.</summary>
    public string Probabilities { get; }

    /// <summary>Runs the network forwards.</summary>
    /// <param name="input">Images [N,C,H,W].</param>
    /// <param name="values">The values to give, in this order.</param>
    /// <param name="cancellationToken">Looked at between nodes.</param>
    /// <exception cref="NetworkException">There is no such value, or the network does not accept the images.</exception>
    public ImmutableArray<Tensor> Forward(Tensor input, IReadOnlyList<string> values, CancellationToken cancellationToken = default) =>
        Forward(input, values, Tensor.ForResult, cancellationToken);

    /// <summary>Runs the network forwards from a layer on, with maps of the caller's in its place.</summary>
    /// <param name="layer">The layer's value.</param>
    /// <param name="maps">Its values, N images.</param>
    /// <param name="input">The images, for networks in which something passes the layer by; null where a batch repeats none or they cannot matter.</param>
    /// <param name="value">The value to give.</param>
    /// <param name="cancellationToken">Looked at between nodes.</param>
    /// <exception cref="NetworkException">There is no such value, or the images are needed and absent.</exception>
    public Tensor ForwardFrom(string layer, Tensor maps, Tensor? input, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(maps);
        return _plans.Use(
            ("from", layer, maps.Shape, input?.Shape, value),
            () =>
            {
                var cut = WithoutImage(CutNetwork.At(Network, layer, maps.Shape, [value]), layer, input is not null);
                var shapes = input is null ? [] : Shapes(input);
                shapes[layer] = maps.Shape;
                return _backend.Compile(cut, shapes, [value]);
            },
            plan => Run(plan, plan.Inputs.Length == 1 ? [maps] : [input!, maps], Tensor.ForResult, cancellationToken)[0]);
    }

    /// <summary>Runs the network forwards and backwards.</summary>
    /// <param name="input">Images [N,C,H,W].</param>
    /// <param name="targets">What is derived: one for all images, or one an image; all of logits or all of probabilities.</param>
    /// <param name="values">The values with respect to which it is derived, in this order.</param>
    /// <param name="gates">What goes back through ReLU and its kind.</param>
    /// <param name="cancellationToken">Looked at between nodes.</param>
    /// <exception cref="NetworkException">There is no such value, one has no influence, or an operator on the way has no gradient.</exception>
    public GradientResult Gradients(
        Tensor input, IReadOnlyList<ScoreTarget> targets, IReadOnlyList<string> values, GateRule gates = GateRule.Gradient, CancellationToken cancellationToken = default) =>
        Gradients(input, targets, new(TargetOf(targets), [.. values], gates), Tensor.ForResult, cancellationToken);

    /// <summary>The same with the means of each gradient over the places, [N,C,1,1], in its place, which cost less than the gradients do.</summary>
    /// <param name="input">Images [N,C,H,W].</param>
    /// <param name="targets">What is derived: one for all images, or one an image; all of logits or all of probabilities.</param>
    /// <param name="values">The values with respect to which it is derived, in this order; each holds maps.</param>
    /// <param name="gates">What goes back through ReLU and its kind.</param>
    /// <param name="cancellationToken">Looked at between nodes.</param>
    /// <exception cref="NetworkException">There is no such value, one has no influence or holds no maps, or an operator on the way has no gradient.</exception>
    public GradientResult GradientMeans(
        Tensor input, IReadOnlyList<ScoreTarget> targets, IReadOnlyList<string> values, GateRule gates = GateRule.Gradient, CancellationToken cancellationToken = default) =>
        Gradients(input, targets, new(TargetOf(targets), [.. values], gates, OfMeans: true), Tensor.ForResult, cancellationToken);

    /// <summary>Runs the part of the network behind a layer forwards and backwards, with maps that are known already in its place: what a further class costs.</summary>
    /// <param name="layer">The layer's value, with respect to which the targets are derived.</param>
    /// <param name="maps">Its values, N images.</param>
    /// <param name="input">The images, for networks in which something passes the layer by.</param>
    /// <param name="targets">What is derived: one for all images, or one an image.</param>
    /// <param name="cancellationToken">Looked at between nodes.</param>
    /// <exception cref="NetworkException">There is no such value, it has no influence, or an operator on the way has no gradient.</exception>
    public GradientResult GradientsFrom(string layer, Tensor maps, Tensor input, IReadOnlyList<ScoreTarget> targets, CancellationToken cancellationToken = default) =>
        GradientsFrom(layer, maps, input, targets, Tensor.ForResult, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _plans.Dispose();

    /// <summary>Runs the network forwards; results go into tensors that the caller makes of their shapes.</summary>
    internal ImmutableArray<Tensor> Forward(Tensor input, IReadOnlyList<string> values, Func<Shape, Tensor> result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _plans.Use(
            ("forward", input.Shape, string.Join('\n', values)), () => _backend.Compile(Network, Shapes(input), values), plan => Run(plan, [input], result, cancellationToken));
    }

    /// <summary>Runs the network forwards and backwards; results go into tensors that the caller makes of their shapes.</summary>
    internal GradientResult Gradients(
        Tensor input, IReadOnlyList<ScoreTarget> targets, GradientRequest request, Func<Shape, Tensor> result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _plans.Use(
            ("gradients", input.Shape, request),
            () => Compile(Network, Shapes(input), request),
            plan => Result(plan, [input, Seed(plan, targets)], request, v => v == InputName ? input : null, result, cancellationToken));
    }

    /// <summary>The value that targets are of.</summary>
    /// <exception cref="ArgumentException">There is none, or they are of different ones.</exception>
    internal string TargetOf(IReadOnlyList<ScoreTarget> targets)
    {
        if (targets.Count == 0 || targets.Any(t => t.OfProbabilities != targets[0].OfProbabilities))
        {
            throw new ArgumentException("at least one target was expected, and all of logits or all of probabilities", nameof(targets));
        }

        return targets[0].OfProbabilities ? Probabilities : Head.Logits;
    }

    /// <summary>Runs what is behind a layer forwards and backwards; results go into tensors that the caller makes of their shapes.</summary>
    internal GradientResult GradientsFrom(
        string layer, Tensor maps, Tensor input, IReadOnlyList<ScoreTarget> targets, Func<Shape, Tensor> result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(input);
        var request = new GradientRequest(TargetOf(targets), [layer]);
        return _plans.Use(
            ("gradients from", maps.Shape, input.Shape, request),
            () =>
            {
                var cut = WithoutImage(CutNetwork.At(Network, layer, maps.Shape, [request.Target]), layer, keep: true);
                var shapes = Shapes(input);
                shapes[layer] = maps.Shape;
                return Compile(cut, shapes.Where(s => cut.Inputs.Any(i => i.Name == s.Key)).ToDictionary(), request);
            },
            plan =>
            {
                var seed = Seed(plan, targets);
                return Result(plan, plan.Inputs.Length == 2 ? [maps, seed] : [input, maps, seed], request, _ => maps, result, cancellationToken);
            });
    }

    /// <summary>How many threads may prepare images beside the backend, which rests meanwhile.</summary>
    internal int Threads => _backend is CpuBackend cpu ? cpu.Threads : Environment.ProcessorCount;

    /// <summary>Whether something of the image reaches the scores without going through a layer.</summary>
    internal bool IsPassedBy(string layer) => CutNetwork.At(Network, layer, Shape.Scalar, [Head.Logits]).Nodes.Any(n => n.Inputs.Contains(InputName));

    private static ImmutableArray<Tensor> Run(IPlan plan, Tensor[] inputs, Func<Shape, Tensor> result, CancellationToken cancellationToken)
    {
        Tensor[] outputs = [.. plan.Outputs.Select(o => result(o.Shape))];
        plan.Run(inputs, outputs, cancellationToken);
        return [.. outputs];
    }

    private static Tensor Seed(IPlan plan, IReadOnlyList<ScoreTarget> targets)
    {
        var seed = new Tensor(plan.Inputs[^1].Shape);
        var images = seed.Shape[0];
        if (targets.Count != 1 && targets.Count != images)
        {
            throw new ArgumentException($"one target or {images}, one an image, were expected, found {targets.Count}", nameof(targets));
        }

        var classes = seed.Data.Length / images;
        for (var i = 0; i < images; i++)
        {
            targets[targets.Count == 1 ? 0 : i].Fill(seed.Span.Slice(i * classes, classes));
        }

        return seed;
    }

    private static GradientResult Result(
        IPlan plan, Tensor[] inputs, GradientRequest request, Func<string, Tensor?> known, Func<Shape, Tensor> result, CancellationToken cancellationToken)
    {
        var results = Run(plan, inputs, result, cancellationToken);
        var next = 1;
        ImmutableArray<Tensor> values = [.. request.Values.Select(v => known(v) ?? results[next++])];
        return new(results[0], values, results[next..]);
    }

    private static (Network Network, string Probabilities) WithProbabilities(Network network, ClassifierHead head)
    {
        if (head.Probabilities is { } known)
        {
            return (network, known);
        }

        var names = network.Nodes.Select(n => n.Output).Concat(network.Inputs.Select(i => i.Name)).Concat(network.Constants.Keys).ToHashSet();
        var name = new FreshNames(names.Contains).Of("probabilities");
        Operator op = head.ProbabilityKind == ProbabilityKind.Sigmoid ? new Activate(Activation.Sigmoid) : new Softmax(1);
        return (new(network.Inputs, network.Constants, [.. network.Nodes, new(name, op, [head.Logits], name)], [.. network.Outputs, name]), name);
    }

    /// <summary>Leaves the images out of a network that does not read them.</summary>
    private static Network WithoutImage(Network cut, string layer, bool keep)
    {
        var read = cut.Nodes.SelectMany(n => n.Inputs).ToHashSet();
        var unread = cut.Inputs.Where(i => i.Name != layer && !read.Contains(i.Name)).ToArray();
        return !keep && unread.Length < cut.Inputs.Length - 1
            ? throw new NetworkException($"Something in the network passes the layer '{layer}' by, so that its images are needed.")
            : new(cut.Inputs.Except(unread), cut.Constants, cut.Nodes, cut.Outputs);
    }

    private IPlan Compile(Network network, Dictionary<string, Shape> shapes, GradientRequest request)
    {
        var graph = GradientNetwork.Create(network, shapes, request);
        return _backend.Compile(graph.Network, shapes, [request.Target, .. request.Values.Where(v => !network.Inputs.Any(i => i.Name == v)), .. graph.Gradients]);
    }

    private Dictionary<string, Shape> Shapes(Tensor input) => new() { [InputName] = input.Shape };
}
