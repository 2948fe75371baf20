using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>A tensor as the file states it, its elements left where they are (onnx.proto, TensorProto).</summary>
internal sealed record OnnxTensor(WireSource Source)
{
    private const int MaximumRank = 32;

    internal string Name { get; private set; } = string.Empty;

    internal OnnxDataType Type { get; private set; }

    internal List<long> Dimensions { get; } = [];

    /// <summary>The elements as little-endian bytes, or null where one of the other places has them.</summary>
    internal WireRange? Raw { get; private set; }

    internal List<WireRange> FloatData { get; } = [];

    internal List<WireRange> Int32Data { get; } = [];

    internal List<WireRange> Int64Data { get; } = [];

    internal List<WireRange> DoubleData { get; } = [];

    internal List<WireRange> UInt64Data { get; } = [];

    /// <summary>Where the elements are outside of the file, or null.</summary>
    internal Dictionary<string, string>? External { get; private set; }

    internal bool IsExternal { get; private set; }

    /// <summary>The same under another name.</summary>
    internal OnnxTensor Renamed(string name) => this with { Name = name };

    internal static OnnxTensor Read(WireReader reader)
    {
        var tensor = new OnnxTensor(reader.Source);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    reader.Int64s(tensor.Dimensions, MaximumRank);
                    break;
                case 2:
                    tensor.Type = (OnnxDataType)reader.Int64();
                    break;
                case 3:
                    throw reader.Source.Error(reader.Position, "a tensor in segments was found, which is not supported");
                case 4:
                    reader.Numbers(tensor.FloatData, WireType.Fixed32);
                    break;
                case 5:
                    reader.Numbers(tensor.Int32Data, WireType.Varint);
                    break;
                case 7:
                    reader.Numbers(tensor.Int64Data, WireType.Varint);
                    break;
                case 8:
                    tensor.Name = reader.Text();
                    break;
                case 9:
                    tensor.Raw = reader.Bytes();
                    break;
                case 10:
                    reader.Numbers(tensor.DoubleData, WireType.Fixed64);
                    break;
                case 11:
                    reader.Numbers(tensor.UInt64Data, WireType.Varint);
                    break;
                case 13:
                    OnnxEntries.Read(reader.Message(), tensor.External ??= []);
                    break;
                case 14:
                    tensor.IsExternal = reader.Int64() == 1;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return tensor;
    }
}
