using System.Buffers.Binary;
using System.Text.Json;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models;

/// <summary>Constants that stand in the graph's JSON: whatever is neither float32 nor float16, which in a classifier are shapes and axes.</summary>
internal static class ModelFileConstants
{
    private const int MaxRank = 64;

    /// <summary>Writes dtype, shape and values.</summary>
    public static void Write(Utf8JsonWriter json, ConstantTensor tensor)
    {
        json.WriteStartObject();
        json.WriteString("dtype"u8, SafeTensorsTypes.NameOf(tensor.Type));
        json.WriteIntegers("shape", tensor.Shape);
        json.WriteStartArray("values"u8);
        WriteValues(json, tensor);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">It is no such constant.</exception>
    public static ConstantTensor Read(JsonFields fields)
    {
        var name = fields.Text("dtype");
        if (!SafeTensorsTypes.TryParse(name, out var type) || type is ElementType.Float32 or ElementType.Float16)
        {
            throw fields.Error(
                $"a constant of dtype {MessageText.Quote(name)} was found, and only those of integers, BOOL, F64 and BF16 stand in the graph");
        }

        var lengths = fields.Integers("shape", least: 0);
        var values = fields.Items("values");
        fields.Finish();
        if (lengths.Length > MaxRank)
        {
            throw fields.Error($"at most {MaxRank} axes were expected, found {lengths.Length}");
        }

        var shape = Shape.Create(lengths.AsSpan());
        if (shape.ElementCount != values.Length)
        {
            throw fields.Error($"a constant of {shape} has {shape.ElementCount} values, found {values.Length}");
        }

        var size = type.Size();
        var bytes = new byte[checked(values.Length * size)];
        Span<byte> wide = stackalloc byte[sizeof(long)];
        for (var i = 0; i < values.Length; i++)
        {
            // The low bytes of a two's complement number are that number in a narrower type.
            BinaryPrimitives.WriteInt64LittleEndian(wide, Bits(fields, type, values[i]));
            wide[..size].CopyTo(bytes.AsSpan(i * size));
        }

        return new(type, shape, bytes);
    }

    private static void WriteValues(Utf8JsonWriter json, ConstantTensor tensor)
    {
        switch (tensor.Type)
        {
            case ElementType.Bool:
                Array.ForEach(tensor.ToInt64(), value => json.WriteBooleanValue(value != 0));
                break;
            case ElementType.Float64:
                Array.ForEach(tensor.AsSpan<double>().ToArray(), value => ModelFileOperators.WriteNumber(json, value));
                break;
            case ElementType.BFloat16:
                Array.ForEach(tensor.ToFloats(), value => ModelFileOperators.WriteNumber(json, value));
                break;
            case ElementType.UInt64:
                Array.ForEach(tensor.AsSpan<ulong>().ToArray(), json.WriteNumberValue);
                break;
            default:
                Array.ForEach(tensor.ToInt64(), json.WriteNumberValue);
                break;
        }

        GC.KeepAlive(tensor);
    }

    private static long Bits(JsonFields fields, ElementType type, JsonElement value) => type switch
    {
        ElementType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean() ? 1 : 0
            : throw fields.Bad("values", "true or false", value),
        ElementType.Float64 => BitConverter.DoubleToInt64Bits(fields.Double("values", value)),
        ElementType.BFloat16 => BFloat16(fields, value),
        ElementType.UInt64 => value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number)
            ? unchecked((long)number)
            : throw fields.Bad("values", "whole numbers from 0 to 2^64 - 1", value),
        ElementType.UInt8 => Integer(fields, value, 0, byte.MaxValue),
        ElementType.UInt16 => Integer(fields, value, 0, ushort.MaxValue),
        ElementType.UInt32 => Integer(fields, value, 0, uint.MaxValue),
        ElementType.Int8 => Integer(fields, value, sbyte.MinValue, sbyte.MaxValue),
        ElementType.Int16 => Integer(fields, value, short.MinValue, short.MaxValue),
        ElementType.Int32 => Integer(fields, value, int.MinValue, int.MaxValue),
        _ => Integer(fields, value, long.MinValue, long.MaxValue),
    };

    private static long Integer(JsonFields fields, JsonElement value, long least, long most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most
            ? number
            : throw fields.Bad("values", $"whole numbers from {least} to {most}", value);

    private static long BFloat16(JsonFields fields, JsonElement value)
    {
        var number = fields.Double("values", value);
        var bits = BitConverter.SingleToUInt32Bits((float)number);
        return (bits & 0xFFFF) == 0 && ((float)number == number || double.IsNaN(number))
            ? bits >> 16
            : throw fields.Bad("values", "numbers that a BF16 holds", value);
    }
}
