using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Finds the classifier's head in a graph by walking back from its outputs.</summary>
public static class HeadDetection
{
    /// <summary>Finds the head, at the network's default input shape.</summary>
    /// <param name="network">The network, before any fusion of activations.</param>
    /// <returns>The head, or null when the graph is no image classifier.</returns>
    /// <exception cref="NetworkException">The network does not accept its own default input.</exception>
    public static ClassifierHead? Find(Network network) => Find(ShapeInference.Infer(network, network.DefaultShapes()));

    /// <summary>Finds the head in a network of known shapes.</summary>
    /// <param name="network">The network, before any fusion of activations.</param>
    /// <returns>The head of the first output that has one, with the probabilities of another output where that gives them of the same scores; null when the graph is no image classifier.</returns>
    public static ClassifierHead? Find(InferredNetwork network)
    {
        var walk = new Walk(network);
        if (!network.Network.Inputs.Any(i => i.IsImage))
        {
            return null;
        }

        List<ClassifierHead> heads = [.. network.Network.Outputs.Select(walk.Head).OfType<ClassifierHead>()];
        return heads.Find(h => h.Probabilities is not null && walk.AreSame(h.Logits, heads[0].Logits)) ?? heads.FirstOrDefault();
    }

    private sealed class Walk(InferredNetwork network)
    {
        private readonly Dictionary<string, Node> _producers = network.Nodes.ToDictionary(n => n.Output);

        internal ClassifierHead? Head(string output)
        {
            var logits = SkipReshaping(output);
            var kind = ProbabilityKind.Unrecorded;
            string? probabilities = null;
            if (Producer(logits) is { } last && ProbabilityOf(last.Operator) is { } recorded)
            {
                (kind, probabilities, logits) = (recorded, output, last.Inputs[0]);
            }
            else if (Producer(logits) is { Operator: Softmax } logarithms)
            {
                logits = logarithms.Inputs[0]; // Their softmax is that of the logits, and nothing records it.
            }

            if (Classes(logits) is not { } classes)
            {
                return null;
            }

            var (cam, why, found) = Cam(logits);
            return found ? new(logits, probabilities, kind, classes, cam, why) { LastMaps = cam?.Features ?? LastMaps(logits) } : null;
        }

        /// <summary>Whether two values hold the same numbers, possibly in other shapes.</summary>
        internal bool AreSame(string value, string other) => SkipReshaping(value) == SkipReshaping(other);

        private static ProbabilityKind? ProbabilityOf(Operator op) => op switch
        {
            Softmax { Logarithm: false } => ProbabilityKind.Softmax,
            Activate { Activation.Kind: ActivationKind.Sigmoid } => ProbabilityKind.Sigmoid,
            _ => null,
        };

        /// <summary>The classes of a value [N,C] or [N,C,1,1]; null for any other shape.</summary>
        private int? Classes(string value)
        {
            var shape = network.Values[value].Shape;
            return shape.Rank is 2 or 4 && shape.ElementCount == (long)shape[0] * shape[1] && shape[1] > 0 ? shape[1] : null;
        }

        private (CamHead? Cam, string? Why, bool Found) Cam(string logits)
        {
            var node = Producer(SkipReshaping(logits));
            switch (node?.Operator)
            {
                case FullyConnected { Activation.Kind: ActivationKind.None } when IsConstant(node, 1):
                    return AfterPooling(node, HeadForm.PoolingThenFullyConnected);
                case Conv2d { Groups: 1, Activation.Kind: ActivationKind.None } when IsPointwise(node) && PoolingBefore(node.Inputs[0]) is not null:
                    return AfterPooling(node, HeadForm.PoolingThenConvolution);
                case { } when Pooling(node) is { } pooling:
                    return BeforePooling(node, pooling);
                default:
                    return (null, null, false);
            }
        }

        private (CamHead? Cam, string? Why, bool Found) AfterPooling(Node classifier, HeadForm form)
        {
            if (PoolingBefore(classifier.Inputs[0]) is var (node, pooling))
            {
                var features = node.Inputs[0];
                return (Create(form, features, pooling, classifier), null, true);
            }

            var why = $"node '{classifier.Name}' does not read globally pooled features, so the network has hidden layers after its last map";
            return (null, why, HasConvolutionAbove(classifier));
        }

        private (CamHead? Cam, string? Why, bool Found) BeforePooling(Node pool, PoolingKind pooling)
        {
            var classifier = Producer(SkipReshaping(pool.Inputs[0]));
            if (classifier?.Operator is Activate)
            {
                classifier = Producer(SkipReshaping(classifier.Inputs[0]));
            }

            return classifier?.Operator is Conv2d { Groups: 1, Activation.Kind: ActivationKind.None } && IsPointwise(classifier)
                ? (Create(HeadForm.ConvolutionThenPooling, classifier.Inputs[0], pooling, classifier), null, true)
                : (null, null, false);
        }

        private CamHead Create(HeadForm form, string features, PoolingKind pooling, Node classifier) => new(
            form, features, pooling, classifier.Inputs[1], classifier.Inputs.Length > 2 && classifier.Inputs[2].Length > 0 ? classifier.Inputs[2] : null,
            network.Values[features].Shape[1]);

        private (Node Node, PoolingKind Pooling)? PoolingBefore(string value) =>
            Producer(SkipReshaping(value)) is { } node && Pooling(node) is { } pooling ? (node, pooling) : null;

        /// <summary>Whether a node pools whole maps, by definition or because its window covers the map.</summary>
        private PoolingKind? Pooling(Node node) => node.Operator switch
        {
            GlobalPool global => global.Pooling,
            MaxPool2d max when Covers(node, max.Window) => PoolingKind.Max,
            AveragePool2d average when Covers(node, average.Window) => PoolingKind.Average,
            _ => null,
        };

        private bool Covers(Node node, Window2d window)
        {
            var g = network.Context(node).ResolveWindow(window);
            return g is { OutputHeight: 1, OutputWidth: 1, Pads: { Top: 0, Left: 0, Bottom: 0, Right: 0 } }
                && g.Dilations == Size2.One && g.Kernel == new Size2(g.Height, g.Width);
        }

        private bool IsPointwise(Node node) => IsConstant(node, 1)
            && network.Values[node.Inputs[1]].Shape is var w && w[2] == 1 && w[3] == 1 && ((Conv2d)node.Operator).Strides == Size2.One;

        private bool IsConstant(Node node, int input) => node.Inputs.Length > input && network.Constants.ContainsKey(node.Inputs[input]);

        private Node? Producer(string value) => _producers.GetValueOrDefault(value);

        /// <summary>Walks back over nodes that leave every number in its place.</summary>
        private string SkipReshaping(string value)
        {
            while (Producer(value) is { Operator: Identity or Flatten or Reshape or Squeeze or Unsqueeze or Transpose } node && KeepsOrder(node))
            {
                value = node.Inputs[0];
            }

            return value;
        }

        /// <summary>Whether a transposition, if it is one, moves only axes of length 1 past each other and past others.</summary>
        private bool KeepsOrder(Node node) => node.Operator is not Transpose transpose
            || transpose.Order(network.Context(node)).Where(axis => network.Values[node.Inputs[0]].Shape[axis] != 1) is var moved && moved.Order().SequenceEqual(moved);

        private bool HasConvolutionAbove(Node node) => node.Inputs.Any(value => Above(value).Any(n => n.Operator is Conv2d));

        /// <summary>The result of the last node on the way to a value that has several places and is not pooled.</summary>
        private string? LastMaps(string value)
        {
            var above = Above(value).ToHashSet();
            var fields = new ReceptiveFields(network);
            return network.Nodes.LastOrDefault(n => above.Contains(n) && n.Operator is not (MaxPool2d or AveragePool2d) && fields.HoldsMaps(n.Output))?.Output;
        }

        /// <summary>The nodes that a value comes from.</summary>
        private IEnumerable<Node> Above(string value)
        {
            var seen = new HashSet<string>();
            var open = new Stack<string>([value]);
            while (open.TryPop(out var next))
            {
                if (seen.Add(next) && Producer(next) is { } node)
                {
                    yield return node;
                    foreach (var input in node.Inputs)
                    {
                        open.Push(input);
                    }
                }
            }
        }
    }
}
