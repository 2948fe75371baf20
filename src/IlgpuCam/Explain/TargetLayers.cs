using System.Collections.Immutable;
using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain;

/// <summary>
/// The layers of a classifier that hold maps [N,K,h,w] of more than one place, come from the image and lead to the scores: what Grad-CAM and its kin
/// can look at.
/// </summary>
public sealed class TargetLayers
{
    private readonly Network _network;

    private TargetLayers(Network network, ImmutableArray<TargetLayer> all, string? automatic)
    {
        _network = network;
        All = all;
        Automatic = all.FirstOrDefault(l => l.Value == automatic);
    }

    /// <summary>All of them, in the order in which they run.</summary>
    public ImmutableArray<TargetLayer> All { get; }

    /// <summary>One for each resolution, the finest first: the last that everything on the way to the scores passes through.</summary>
    public IEnumerable<TargetLayer> Recommended => All.Where(l => l.IsRecommended);

    /// <summary>
    /// The one that is taken where none is named: the maps before global pooling, or the last layer with places (<see
    /// cref="ClassifierHead.LastMaps"/>); null where there is none.
    /// </summary>
    public TargetLayer? Automatic { get; }

    /// <summary>The layers of a network at its default input shape.</summary>
    /// <param name="network">The network.</param>
    /// <param name="head">Its head as <see cref="HeadDetection"/> found it.</param>
    /// <exception cref="NetworkException">The network does not accept its own default input.</exception>
    public static TargetLayers Of(Network network, ClassifierHead head)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(ShapeInference.Infer(network, network.DefaultShapes()), head);
    }

    /// <summary>The layers of a network of known shapes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="head">Its head as <see cref="HeadDetection"/> found it.</param>
    public static TargetLayers Of(InferredNetwork network, ClassifierHead head)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(head);
        var images = network.Network.Inputs.Where(i => i.IsImage).Select(i => i.Name).ToHashSet();
        var nodes = OnTheWay(network, images, head.Logits);
        var passed = PassedByAll(nodes, images);
        var fields = new ReceptiveFields(network);
        var automatic = nodes.FindIndex(n => n.Output == head.LastMaps);
        var recommended = new Dictionary<(int Height, int Width), int>();
        for (var i = 0; i < nodes.Count && i <= automatic; i++)
        {
            if (Maps(nodes[i]) is { } shape && (i == automatic || (passed[i] && nodes[i].Operator is not (MaxPool2d or AveragePool2d or Pad))))
            {
                recommended[(shape[2], shape[3])] = i;
            }
        }

        var layers = ImmutableArray.CreateBuilder<TargetLayer>();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (Maps(nodes[i]) is { } shape)
            {
                var isRecommended = recommended.GetValueOrDefault((shape[2], shape[3]), -1) == i;
                layers.Add(new(nodes[i].Output, NameOf(nodes[i]), nodes[i].Operator.Kind, shape[1], shape[2], shape[3], isRecommended));
            }
        }

        return new(network.Network, layers.ToImmutable(), head.LastMaps);

        Shape? Maps(Node node) => network.Values[node.Output] is { Type: ElementType.Float32, Shape: var shape } && fields.HoldsMaps(node.Output) ? shape : null;
    }

    /// <summary>The layer that a user names: by its value or by its node, exactly, else whatever the case, else as the end of exactly one layer's names.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="TargetLayerException">It fits no layer, or several.</exception>
    public TargetLayer Resolve(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ReadOnlySpan<Func<TargetLayer, bool>> fits =
        [
            l => l.Value == name,
            l => l.Name == name,
            l => Named(l, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)),
            l => name.Length > 0 && Named(l, n => n.EndsWith(name, StringComparison.OrdinalIgnoreCase)),
        ];
        foreach (var fit in fits)
        {
            TargetLayer[] found = [.. All.Where(fit)];
            if (found.Length == 1)
            {
                return found[0];
            }

            if (found.Length > 1)
            {
                ImmutableArray<string> values = [.. found.Select(l => l.Value)];
                throw new TargetLayerException($"The name {MessageText.Quote(name)} fits {found.Length} layers, {MessageText.Some([.. values])}; give one of these.", values);
            }
        }

        ImmutableArray<string> recommended = [.. Recommended.Select(l => l.Value)];
        var known = _network.Nodes.Any(n => n.Output == name || n.Name == name);
        var why = known ? $"The layer {MessageText.Quote(name)} holds no maps between the image and the scores" : $"There is no layer {MessageText.Quote(name)}";
        throw new TargetLayerException($"{why}; recommended are {MessageText.Some([.. recommended])}.", recommended);
    }

    private static bool Named(TargetLayer layer, Predicate<string> fits) => fits(layer.Value) || fits(layer.Name);

    private static string NameOf(Node node) => node.Name.Length > 0 ? node.Name : node.Output;

    /// <summary>The nodes between the images and the scores, the scores' own included.</summary>
    private static List<Node> OnTheWay(InferredNetwork network, HashSet<string> images, string logits)
    {
        var reached = new HashSet<string>(images);
        var needed = new HashSet<string> { logits };
        foreach (var node in network.Nodes.Where(n => n.Inputs.Any(reached.Contains)))
        {
            reached.Add(node.Output);
        }

        foreach (var node in network.Nodes.Reverse().Where(n => needed.Contains(n.Output)))
        {
            needed.UnionWith(node.Inputs);
        }

        return [.. network.Nodes.Where(n => reached.Contains(n.Output) && needed.Contains(n.Output))];
    }

    /// <summary>For each node whether all that comes from the images passes through it: nothing from before it is read behind it.</summary>
    private static bool[] PassedByAll(List<Node> nodes, HashSet<string> images)
    {
        var lastUse = new Dictionary<string, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var input in nodes[i].Inputs)
            {
                lastUse[input] = i;
            }
        }

        var furthest = images.Max(i => lastUse.GetValueOrDefault(i));
        var passed = new bool[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            passed[i] = furthest <= i;
            furthest = Math.Max(furthest, lastUse.GetValueOrDefault(nodes[i].Output));
        }

        return passed;
    }
}
