using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>A model as the file states it (onnx.proto, ModelProto).</summary>
internal sealed record OnnxModel(WireSource Source)
{
    internal long IrVersion { get; private set; }

    internal string ProducerName { get; private set; } = string.Empty;

    internal string ProducerVersion { get; private set; } = string.Empty;

    internal string Description { get; private set; } = string.Empty;

    internal OnnxGraph? Graph { get; private set; }

    /// <summary>The version of each operator set, by domain; the default domain is "".</summary>
    internal Dictionary<string, long> OperatorSets { get; } = [];

    internal Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Functions that the model defines itself.</summary>
    internal List<OnnxFunction> Functions { get; } = [];

    internal static OnnxModel Read(WireSource source)
    {
        var model = new OnnxModel(source);
        var reader = source.Read();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    model.IrVersion = reader.Int64();
                    break;
                case 2:
                    model.ProducerName = reader.Text();
                    break;
                case 3:
                    model.ProducerVersion = reader.Text();
                    break;
                case 6:
                    model.Description = reader.Text();
                    break;
                case 7 when model.Graph is not null:
                    throw source.Error(reader.Position, "a second graph was found where one was expected");
                case 7:
                    model.Graph = OnnxGraph.Read(reader.Message());
                    break;
                case 8:
                    ReadOperatorSet(reader.Message(), model.OperatorSets);
                    break;
                case 14:
                    OnnxEntries.Read(reader.Message(), model.Metadata);
                    break;
                case 25:
                    model.Functions.Add(OnnxFunction.Read(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return model;
    }

    /// <summary>Reads one operator set (onnx.proto, OperatorSetIdProto).</summary>
    internal static void ReadOperatorSet(WireReader reader, Dictionary<string, long> operatorSets)
    {
        var (domain, version) = (string.Empty, 0L);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    domain = reader.Text();
                    break;
                case 2:
                    version = reader.Int64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        operatorSets[OnnxNode.Normalise(domain)] = version;
    }
}
