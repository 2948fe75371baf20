using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>A parameter of a node as the file states it (onnx.proto, AttributeProto). Which of the values counts is known from the operator.</summary>
internal sealed record OnnxAttribute
{
    internal string Name { get; private set; } = string.Empty;

    /// <summary>The attribute of the function around it whose value it has; "" for one with a value of its own.</summary>
    internal string Reference { get; private set; } = string.Empty;

    internal float Single { get; private set; }

    internal long Int64 { get; private set; }

    internal string Text { get; private set; } = string.Empty;

    internal OnnxTensor? Tensor { get; private set; }

    /// <summary>A graph of its own, such as a branch.</summary>
    internal OnnxGraph? Graph { get; private set; }

    internal List<float> Singles { get; } = [];

    internal List<long> Int64s { get; } = [];

    /// <summary>The same with values from outside of its graph, if it has one, under other names.</summary>
    /// <param name="rename">Gives the name for a name.</param>
    /// <param name="bind">Gives the attribute for one that stands for another, or null where there is none.</param>
    internal OnnxAttribute Renamed(Func<string, string> rename, Func<OnnxAttribute, OnnxAttribute?> bind) =>
        Graph is null ? this : this with { Graph = Graph.Renamed(rename, bind) };

    /// <summary>The same value under another name.</summary>
    internal OnnxAttribute Named(string name) => this with { Name = name };

    internal static OnnxAttribute Read(WireReader reader)
    {
        var attribute = new OnnxAttribute();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    attribute.Name = reader.Text();
                    break;
                case 2:
                    attribute.Single = reader.Single();
                    break;
                case 3:
                    attribute.Int64 = reader.Int64();
                    break;
                case 4:
                    attribute.Text = reader.Text();
                    break;
                case 5:
                    attribute.Tensor = OnnxTensor.Read(reader.Message());
                    break;
                case 6:
                    attribute.Graph = OnnxGraph.Read(reader.Message());
                    break;
                case 7:
                    reader.Singles(attribute.Singles);
                    break;
                case 8:
                    reader.Int64s(attribute.Int64s);
                    break;
                case 21:
                    attribute.Reference = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return attribute;
    }
}
