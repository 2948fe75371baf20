using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>A graph as the file states it (onnx.proto, GraphProto).</summary>
internal sealed record OnnxGraph
{
    internal string Name { get; private set; } = string.Empty;

    internal List<OnnxNode> Nodes { get; } = [];

    internal List<OnnxTensor> Initialisers { get; } = [];

    internal List<OnnxValueInfo> Inputs { get; } = [];

    internal List<OnnxValueInfo> Outputs { get; } = [];

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
