using IlgpuCam.Import.Protobuf;

namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>One field of a message taken apart, so that it can be changed and written again with lengths that fit.</summary>
internal sealed class WireField
{
    internal required int Number { get; set; }

    internal required WireType Type { get; set; }

    /// <summary>What the field is, by the schema.</summary>
    internal required WireKind Kind { get; init; }

    internal ulong Value { get; set; }

    internal ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>The fields of a message, or null for other values.</summary>
    internal List<WireField>? Fields { get; set; }

    internal WireField Copy() => new()
    {
        Number = Number, Type = Type, Kind = Kind, Value = Value, Bytes = Bytes, Fields = Fields?.ConvertAll(f => f.Copy()),
    };

    internal static List<WireField> Parse(WireSource source, WireKind kind) => Parse(source.Read(), kind);

    internal static byte[] Write(List<WireField> fields)
    {
        using var stream = new MemoryStream();
        Writer(fields).WriteTo(stream);
        return stream.ToArray();
    }

    private static List<WireField> Parse(WireReader reader, WireKind kind)
    {
        var fields = new List<WireField>();
        while (reader.Next(out var number))
        {
            var type = reader.Type;
            var field = new WireField { Number = number, Type = type, Kind = WireSchema.Of(kind, number) };
            switch (type)
            {
                case WireType.Varint:
                    field.Value = (ulong)reader.Int64();
                    break;
                case WireType.LengthDelimited when WireSchema.IsMessage(field.Kind):
                    field.Fields = Parse(reader.Message(), field.Kind);
                    break;
                case WireType.LengthDelimited:
                    field.Bytes = reader.Source.Slice(reader.Bytes());
                    break;
                default:
                    var start = reader.Position;
                    reader.Skip();
                    field.Bytes = reader.Source.Slice(new(start, reader.Position - start));
                    break;
            }

            fields.Add(field);
        }

        return fields;
    }

    private static WireWriter Writer(List<WireField> fields)
    {
        var writer = new WireWriter();
        foreach (var field in fields)
        {
            _ = field switch
            {
                { Fields: { } inner } => writer.Message(field.Number, Writer(inner)),
                { Type: WireType.Varint } => writer.Tag(field.Number, field.Type).Number(field.Value),
                { Type: WireType.LengthDelimited } => writer.Bytes(field.Number, field.Bytes.Length, stream => stream.Write(field.Bytes.Span)),
                _ => writer.Tag(field.Number, field.Type).Raw(field.Bytes.Span),
            };
        }

        return writer;
    }
}
