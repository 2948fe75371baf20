using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>A node as the file states it (onnx.proto, NodeProto).</summary>
internal sealed record OnnxNode
{
    internal string Name { get; private set; } = string.Empty;

    internal string OpType { get; private set; } = string.Empty;

    /// <summary>The operator set it belongs to; "" for ONNX's own.</summary>
    internal string Domain { get; private set; } = string.Empty;

    /// <summary>Which of several functions of one name is meant.</summary>
    internal string Overload { get; private set; } = string.Empty;

    /// <summary>The version of ONNX's operators that it belongs to where that is not the model's: that of the function it comes from.</summary>
    internal int? OperatorSet { get; private init; }

    /// <summary>The values it reads; "" for an optional one that is absent.</summary>
    internal List<string> Inputs { get; private init; } = [];

    /// <summary>The values it gives; "" for one that nobody wants.</summary>
    internal List<string> Outputs { get; private init; } = [];

    internal Dictionary<string, OnnxAttribute> Attributes { get; private init; } = [];

    /// <summary>All values that it needs: what it reads, and what graphs among its attributes read from outside.</summary>
    internal List<string> Dependencies { get; private set; } = [];

    /// <summary>What people find the node by: its name or, where it has none, what it gives.</summary>
    internal string Label => Name.Length > 0 ? Name : Outputs.FirstOrDefault(o => o.Length > 0) ?? OpType;

    /// <summary>The operator, with its domain where it is not ONNX's own.</summary>
    internal string Operator => Domain.Length > 0 ? $"{Domain}.{OpType}" : OpType;

    internal static string Normalise(string domain) => domain == "ai.onnx" ? string.Empty : domain;

    /// <summary>A node of ONNX's own that gives what it reads.</summary>
    internal static OnnxNode Identity(string input, string output)
    {
        var node = new OnnxNode { OpType = "Identity", Inputs = [input], Outputs = [output] };
        node.FindDependencies();
        return node;
    }

    /// <summary>The same node between values of other names.</summary>
    /// <param name="rename">Gives the name for a name.</param>
    internal OnnxNode Renamed(Func<string, string> rename) => Renamed(rename, static a => a);

    /// <summary>The same node between values of other names, with attributes that stand for those of a function bound.</summary>
    /// <param name="rename">Gives the name for a name.</param>
    /// <param name="bind">Gives the attribute for one that stands for another, or null where there is none.</param>
    internal OnnxNode Renamed(Func<string, string> rename, Func<OnnxAttribute, OnnxAttribute?> bind)
    {
        var renamed = this with
        {
            Inputs = Inputs.ConvertAll(n => rename(n)),
            Outputs = Outputs.ConvertAll(n => rename(n)),
            Attributes = Attributes.Values.Select(a => a.Reference.Length > 0 ? bind(a) : a).OfType<OnnxAttribute>()
                .ToDictionary(a => a.Name, a => a.Renamed(rename, bind)),
        };
        renamed.FindDependencies();
        return renamed;
    }

    /// <summary>The same node under another name, of a version of ONNX's operators.</summary>
    internal OnnxNode Named(string name, int? operatorSet) => this with { Name = name, OperatorSet = operatorSet };

    internal static OnnxNode Read(WireReader reader)
    {
        var node = new OnnxNode();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    node.Inputs.Add(reader.Text());
                    break;
                case 2:
                    node.Outputs.Add(reader.Text());
                    break;
                case 3:
                    node.Name = reader.Text();
                    break;
                case 4:
                    node.OpType = reader.Text();
                    break;
                case 5:
                    var attribute = OnnxAttribute.Read(reader.Message());
                    node.Attributes[attribute.Name] = attribute;
                    break;
                case 7:
                    node.Domain = Normalise(reader.Text());
                    break;
                case 8:
                    node.Overload = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        node.FindDependencies();
        return node;
    }

    private void FindDependencies()
    {
        var captured = Attributes.Values.Where(a => a.Graph is not null).SelectMany(a => a.Graph!.Captured()).Distinct().ToList();
        Dependencies = captured.Count == 0 ? Inputs : [.. Inputs, .. captured];
    }
}
