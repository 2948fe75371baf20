using IlgpuCam.Models;
using IlgpuCam.Models.Operators;
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

    // The values that depend on the elements of an input, not only on its shape.
    private readonly HashSet<string> _dependent = [];

    // The values that something reads.
    private readonly HashSet<string> _used = [];
    private FreshNames? _names;
    private bool _isFixed;

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
        _dependent.UnionWith(inputs.Select(i => i.Name));
        var translators = FindTranslators(nodes);
        _used.UnionWith(nodes.SelectMany(n => n.Dependencies).Concat(outputs).Where(n => n.Length > 0));
        _names = new(name => _builder.Has(name) || _used.Contains(name));
        foreach (var input in inputs)
        {
            AddInput(input);
        }

        _isFixed = _builder.Inputs.All(i => i.Dimensions.Skip(1).All(d => d >= 0));
        Translate(nodes, translators, graph.Initialisers);
        return (_builder.Build(outputs), _builder.DefaultShapeError);
    }

    private void Translate(List<OnnxNode> nodes, List<OperatorTranslator> translators, List<OnnxTensor> initialisers)
    {
        foreach (var tensor in initialisers.Where(t => _used.Contains(t.Name)))
        {
            _builder.AddConstant(tensor.Name, tensors.Read(tensor, tensor.Name));
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            OnnxNodeContext context = new(file, nodes[i], operatorSet, _builder, tensors, _used, _names!);
            if (nodes[i] is { OpType: "If", Domain: "" })
            {
                Inline(nodes[i], context);
            }
            else
            {
                translators[i](context);
            }
        }
    }

    /// <summary>Translates the branch that a constant condition chooses, its values renamed where they need it.</summary>
    private void Inline(OnnxNode node, OnnxNodeContext context)
    {
        // What the batch's size decides, which a network leaves open, is decided for one image.
        var condition = context.Constant(0) ?? (_isFixed ? context.Known(0) : null) ?? throw context.Error("its condition has to be a constant");
        if (condition.Type != ElementType.Bool || condition.Shape.ElementCount != 1)
        {
            throw context.Error($"a condition of one truth value was expected, found {condition.Type} {condition.Shape}");
        }

        var name = condition.ToInt64()[0] != 0 ? "then_branch" : "else_branch";
        var branch = node.Attributes.GetValueOrDefault(name)?.Graph ?? throw context.Error($"its {name} is missing");
        if (branch.Outputs.Count < node.Outputs.Count)
        {
            throw context.Error($"{node.Outputs.Count} results of its {name} were expected, found {branch.Outputs.Count}");
        }

        var names = new Dictionary<string, string>();
        foreach (var defined in branch.Defined())
        {
            names[defined] = _names!.Of($"{node.Label}.{defined}");
        }

        var initialisers = branch.Initialisers.ConvertAll(t => t.Renamed(names[t.Name]));
        var given = branch.Captured().Concat(initialisers.Select(t => t.Name)).ToHashSet();
        var outputs = branch.Outputs.Take(node.Outputs.Count).Select(o => Rename(o.Name)).ToList();
        var nodes = NodeOrder.Sort(file, branch.Nodes.ConvertAll(n => n.Renamed(Rename)), given, outputs);
        _used.UnionWith(nodes.SelectMany(n => n.Dependencies).Concat(outputs));
        Translate(nodes, FindTranslators(nodes), initialisers);
        for (var i = 0; i < outputs.Count; i++)
        {
            context.EmitOutput(i, new Identity(), outputs[i]);
        }

        string Rename(string value) => names.GetValueOrDefault(value, value);
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
    private List<OperatorTranslator> FindTranslators(List<OnnxNode> nodes)
    {
        var translators = new List<OperatorTranslator>();
        var unsupported = new List<OnnxNode>();
        foreach (var node in nodes)
        {
            var dependsOnInput = node.OpType is not ("Shape" or "Size") && node.Dependencies.Any(_dependent.Contains);
            if (dependsOnInput)
            {
                _dependent.UnionWith(node.Outputs);
                _dependent.Remove(string.Empty);
            }

            if (node is { OpType: "If", Domain: "" })
            {
                translators.Add(static _ => { }); // Its branches are looked at once the condition is known.
            }
            else if (OperatorTable.Find(node, dependsOnInput) is { } translator)
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
