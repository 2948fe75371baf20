using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx;

/// <summary>Translates a graph into a network.</summary>
/// <param name="file">Named in errors.</param>
/// <param name="graph">The graph.</param>
/// <param name="operatorSet">The version of ONNX's operators that it uses.</param>
/// <param name="tensors">Reads its tensors.</param>
internal sealed class GraphTranslator(string file, OnnxGraph graph, int operatorSet, OnnxTensorReader tensors)
{
    private const int NamesPerOperator = 3;
    private readonly NetworkBuilder _builder = new();

    /// <summary>The network, and why it does not accept its default input, or null.</summary>
    /// <exception cref="ModelFormatException">The graph is inconsistent, or holds what is not supported.</exception>
    /// <exception cref="NetworkException">A node does not accept constants that it reads.</exception>
    internal (Network Network, NetworkException? DefaultShapeError) Translate()
    {
        var initialisers = graph.Initialisers.Select(t => t.Name).ToHashSet();

        // Until version 4 of the format every initialiser was listed as an input, too.
        var inputs = graph.Inputs.Where(i => !initialisers.Contains(i.Name)).ToList();
        var given = new HashSet<string>(initialisers);
        foreach (var input in inputs)
        {
            if (input.Name.Length == 0 || !given.Add(input.Name))
            {
                throw new ModelFormatException($"{file}: the input '{input.Name}' needs a name that no other value has.");
            }
        }

        var outputs = graph.Outputs.Select(o => o.Name).ToList();
        var nodes = NodeOrder.Sort(file, graph.Nodes, given, outputs);
        var translators = FindTranslators(nodes, inputs.Select(i => i.Name));
        var used = nodes.SelectMany(n => n.Inputs).Concat(outputs).Where(n => n.Length > 0).ToHashSet();
        foreach (var input in inputs)
        {
            AddInput(input);
        }

        foreach (var tensor in graph.Initialisers.Where(t => used.Contains(t.Name)))
        {
            _builder.AddConstant(tensor.Name, tensors.Read(tensor, tensor.Name));
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            translators[i](new(file, nodes[i], operatorSet, _builder, tensors, used));
        }

        return (_builder.Build(outputs), _builder.DefaultShapeError);
    }

    private void AddInput(OnnxValueInfo input)
    {
        var type = input.Type.ToElementType();
        if (type?.IsFloat() is not true)
        {
            throw new ModelFormatException($"{file}: the input '{input.Name}' has elements of type {input.Type}, and floats were expected.");
        }

        // Without a shape it can only be told from its use; most networks of this library read images.
        var dimensions = input.Dimensions ?? [-1, -1, -1, -1];
        if (dimensions.Find(d => d is < -1 or > int.MaxValue) is var wrong and not 0)
        {
            throw new ModelFormatException($"{file}: the input '{input.Name}' has an axis of length {wrong}.");
        }

        _builder.AddInput(new(input.Name, [.. dimensions.Select(d => (int)d)]), type.Value);
    }

    /// <summary>Finds what translates each node, or reports all nodes together that nothing translates.</summary>
    private List<OperatorTranslator> FindTranslators(List<OnnxNode> nodes, IEnumerable<string> inputs)
    {
        var dependent = inputs.ToHashSet();
        var translators = new List<OperatorTranslator>();
        var unsupported = new List<OnnxNode>();
        foreach (var node in nodes)
        {
            var dependsOnInput = node.OpType != "Shape" && node.Inputs.Any(dependent.Contains);
            if (dependsOnInput)
            {
                dependent.UnionWith(node.Outputs);
                dependent.Remove(string.Empty);
            }

            if (OperatorTable.Find(node, dependsOnInput) is { } translator)
            {
                translators.Add(translator);
            }
            else
            {
                unsupported.Add(node);
            }
        }

        return unsupported.Count == 0 ? translators : throw Unsupported(unsupported);
    }

    private ModelFormatException Unsupported(List<OnnxNode> nodes)
    {
        var operators = nodes.GroupBy(n => n.Operator).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Describe);
        return new($"{file}: operators that are not supported: {string.Join("; ", operators)}. Supported are {OperatorTable.Supported}.");

        static string Describe(IGrouping<string, OnnxNode> group)
        {
            var names = string.Join(", ", group.Take(NamesPerOperator).Select(n => $"'{n.Label}'"));
            return $"{group.Key} ({group.Count()}: {names}{(group.Count() > NamesPerOperator ? ", ..." : string.Empty)})";
        }
    }
}
