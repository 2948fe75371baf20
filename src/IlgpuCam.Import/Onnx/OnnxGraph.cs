using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>A graph as the file states it (onnx.proto, GraphProto).</summary>
internal sealed record OnnxGraph
{
    internal string Name { get; private set; } = string.Empty;

    internal List<OnnxNode> Nodes { get; private init; } = [];

    internal List<OnnxTensor> Initialisers { get; } = [];

    internal List<OnnxValueInfo> Inputs { get; } = [];

    internal List<OnnxValueInfo> Outputs { get; private init; } = [];

    /// <summary>The names that the graph gives itself.</summary>
    internal HashSet<string> Defined() =>
        [.. Initialisers.Select(t => t.Name), .. Inputs.Select(i => i.Name), .. Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0)];

    /// <summary>The names that it reads from the graph around it.</summary>
    internal IEnumerable<string> Captured()
    {
        var defined = Defined();
        return Nodes.SelectMany(n => n.Dependencies).Concat(Outputs.Select(o => o.Name)).Where(n => n.Length > 0 && !defined.Contains(n)).Distinct().ToList();
    }

    /// <summary>The same with values from outside under other names.</summary>
    /// <param name="rename">Gives the name for a name.</param>
    /// <param name="bind">Gives the attribute for one that stands for another, or null where there is none.</param>
    internal OnnxGraph Renamed(Func<string, string> rename, Func<OnnxAttribute, OnnxAttribute?> bind)
    {
        var defined = Defined();
        return this with
        {
            Nodes = Nodes.ConvertAll(n => n.Renamed(Rename, bind)),
            Outputs = Outputs.ConvertAll(o => o.Renamed(Rename(o.Name))),
        };

        string Rename(string name) => defined.Contains(name) ? name : rename(name);
    }

    internal static OnnxGraph Read(WireReader reader)
    {
        var graph = new OnnxGraph();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    graph.Nodes.Add(OnnxNode.Read(reader.Message()));
                    break;
                case 2:
                    graph.Name = reader.Text();
                    break;
                case 5:
                    graph.Initialisers.Add(OnnxTensor.Read(reader.Message()));
                    break;
                case 11:
                    graph.Inputs.Add(OnnxValueInfo.Read(reader.Message()));
                    break;
                case 12:
                    graph.Outputs.Add(OnnxValueInfo.Read(reader.Message()));
                    break;
                case 15:
                    throw reader.Source.Error(reader.Position, "a sparse initialiser was found, which is not supported");
                default:
                    reader.Skip();
                    break;
            }
        }

        return graph;
    }
}
