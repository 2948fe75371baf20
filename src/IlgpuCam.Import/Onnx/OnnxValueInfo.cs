using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Onnx;

/// <summary>Name, element type and shape of a value as the file states them (onnx.proto, ValueInfoProto with a TypeProto.Tensor).</summary>
internal sealed record OnnxValueInfo
{
    internal string Name { get; private set; } = string.Empty;

    /// <summary>The element type; <see cref="OnnxDataType.Undefined"/> for what is no tensor.</summary>
    internal OnnxDataType Type { get; private set; }

    /// <summary>The lengths, -1 for an open one; null where the file says nothing about the shape.</summary>
    internal List<long>? Dimensions { get; private set; }

    /// <summary>The same under another name.</summary>
    internal OnnxValueInfo Renamed(string name) => this with { Name = name };

    internal static OnnxValueInfo Read(WireReader reader)
    {
        var info = new OnnxValueInfo();
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    info.Name = reader.Text();
                    break;
                case 2:
                    info.ReadType(reader.Message());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return info;
    }

    private void ReadType(WireReader reader)
    {
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                ReadTensorType(reader.Message());
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadTensorType(WireReader reader)
    {
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    Type = (OnnxDataType)reader.Int64();
                    break;
                case 2:
                    ReadShape(reader.Message());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void ReadShape(WireReader reader)
    {
        Dimensions ??= [];
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                Dimensions.Add(ReadDimension(reader.Message()));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static long ReadDimension(WireReader reader)
    {
        var length = -1L;
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                length = reader.Int64();
            }
            else
            {
                reader.Skip(); // A symbol, such as "batch".
            }
        }

        return length;
    }
}
