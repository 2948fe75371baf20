using IlgpuCam.Models;

namespace IlgpuCam.Import.Onnx;

/// <summary>Puts the nodes of a model's own functions in the place of the nodes that call them.</summary>
internal sealed class FunctionInlining
{
    private const int MaximumDepth = 64;
    private const int MaximumName = 256;

    // A function that calls another twice, that calls a third twice, and so on, asks for any number of nodes in a small file.
    private const int MaximumNodes = 1 << 18;
    private readonly string _file;
    private readonly Dictionary<(string Domain, string Name, string Overload), OnnxFunction> _functions = [];
    private readonly HashSet<string> _names;
    private readonly FreshNames _fresh;
    private int _added;

    /// <summary>Prepares the functions of a model.</summary>
    /// <param name="file">Named in errors.</param>
    /// <param name="functions">The functions.</param>
    /// <param name="names">The names of values that are taken.</param>
    internal FunctionInlining(string file, List<OnnxFunction> functions, HashSet<string> names)
    {
        (_file, _names, _fresh) = (file, names, new(names.Contains));
        foreach (var function in functions)
        {
            _functions[(function.Domain, function.Name, function.Overload)] = function;
        }
    }

    /// <summary>Keeps names from being given to values of functions.</summary>
    internal void Reserve(IEnumerable<string> names) => _names.UnionWith(names);

    /// <summary>The nodes with those of the functions that they call.</summary>
    /// <exception cref="ModelFormatException">A call does not fit its function, functions call each other in a circle, or there would be too many nodes.</exception>
    internal List<OnnxNode> Expand(List<OnnxNode> nodes)
    {
        if (_functions.Count == 0)
        {
            return nodes;
        }

        var expanded = new List<OnnxNode>();
        Expand(nodes, expanded, 0);
        return expanded;
    }

    private void Expand(List<OnnxNode> nodes, List<OnnxNode> expanded, int depth)
    {
        foreach (var node in nodes)
        {
            if (!_functions.TryGetValue((node.Domain, node.OpType, node.Overload), out var function))
            {
                expanded.Add(node);
                continue;
            }

            if (depth == MaximumDepth)
            {
                throw Error(node, $"functions call each other more than {MaximumDepth} deep");
            }

            _added += function.Nodes.Count;
            if (_added > MaximumNodes)
            {
                throw Error(node, $"the model's functions have more than {MaximumNodes} nodes together");
            }

            Expand(Body(node, function), expanded, depth + 1);
        }
    }

    private List<OnnxNode> Body(OnnxNode call, OnnxFunction function)
    {
        if (call.Inputs.Count > function.Inputs.Count || call.Outputs.Count > function.Outputs.Count)
        {
            throw Error(call, $"at most {function.Inputs.Count} inputs and {function.Outputs.Count} outputs were expected, found {call.Inputs.Count} and {call.Outputs.Count}");
        }

        var names = new Dictionary<string, string> { [string.Empty] = string.Empty };
        for (var i = 0; i < function.Inputs.Count; i++)
        {
            names[function.Inputs[i]] = i < call.Inputs.Count ? call.Inputs[i] : string.Empty;
        }

        // A result that is an argument, or another result, too, is copied.
        var copies = new List<OnnxNode>();
        for (var i = 0; i < call.Outputs.Count; i++)
        {
            if (call.Outputs[i].Length > 0 && !names.TryAdd(function.Outputs[i], call.Outputs[i]))
            {
                copies.Add(OnnxNode.Identity(names[function.Outputs[i]], call.Outputs[i]));
            }
        }

        var version = Version(call, function);
        var nodes = function.Nodes.ConvertAll(n => n.Renamed(Rename, Bind).Named($"{Short(call.Label)}/{Short(n.Label)}", version));
        nodes.AddRange(copies);
        return nodes;

        OnnxAttribute? Bind(OnnxAttribute attribute) =>
            (call.Attributes.GetValueOrDefault(attribute.Reference) ?? function.Defaults.GetValueOrDefault(attribute.Reference))?.Named(attribute.Name);

        string Rename(string value)
        {
            if (!names.TryGetValue(value, out var name))
            {
                name = _fresh.Of($"{Short(call.Label)}/{Short(value)}");
                names[value] = name;
            }

            return name;
        }
    }

    /// <summary>A name of bearable length: names of calls in calls are joined, a copy for each node.</summary>
    private static string Short(string name) => name.Length <= MaximumName ? name : name[..MaximumName];

    private int? Version(OnnxNode call, OnnxFunction function) =>
        !function.OperatorSets.TryGetValue(string.Empty, out var version) ? null
        : version is >= OnnxImporter.OldestOperatorSet and <= int.MaxValue ? (int)version
        : throw Error(call, $"its function is of operator set {version}, and {OnnxImporter.OldestOperatorSet} and newer are supported");

    private ModelFormatException Error(OnnxNode call, string what) => new($"{_file}: node '{call.Label}' ({call.Operator}): {what}.");
}
