using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using IlgpuCam.Import.Protobuf;
using IlgpuCam.Models;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx;

/// <summary>Makes constants of the tensors of a file: slices of its bytes, or of an external file's, wherever they are stored as such.</summary>
/// <param name="external">The files beside the model, or null for a model that has no folder.</param>
internal sealed class OnnxTensorReader(ExternalData? external)
{
    internal ConstantTensor Read(OnnxTensor tensor, string label)
    {
        var source = tensor.Source;
        var type = tensor.Type.ToElementType()
            ?? throw Error(source, label, $"elements of type {tensor.Type} are not supported");
        Shape shape;
        try
        {
            shape = Shape.FromInt64(CollectionsMarshal.AsSpan(tensor.Dimensions));
        }
        catch (NetworkException e)
        {
            throw new ModelFormatException($"{source.Name}: tensor '{label}': {e.Message}", e);
        }

        var size = shape.ElementCount * type.Size();
        if (tensor.IsExternal)
        {
            return new(type, shape, ReadExternal(tensor, label, size));
        }

        if (tensor.Raw is { } raw)
        {
            return raw.Length == size
                ? new(type, shape, source.Slice(raw))
                : throw Error(source, label, $"raw data of {size} bytes were expected for {type} {shape}, found {raw.Length} at byte {raw.Start}");
        }

        return ReadTyped(tensor, label, type, shape);
    }

    private ReadOnlyMemory<byte> ReadExternal(OnnxTensor tensor, string label, long size)
    {
        var entries = tensor.External ?? [];
        if (external is null)
        {
            throw Error(tensor.Source, label, "its data are in another file, so the model has to be loaded by its path");
        }

        if (!entries.TryGetValue("location", out var location))
        {
            throw Error(tensor.Source, label, "its data are said to be in another file, which is not named");
        }

        var offset = Number("offset", 0);
        var length = Number("length", size);
        return length == size
            ? external.Slice(location, offset, size, label)
            : throw Error(tensor.Source, label, $"{size} bytes of external data were expected, found a length of {length}");

        long Number(string key, long fallback) => !entries.TryGetValue(key, out var text) ? fallback
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Error(tensor.Source, label, $"its external {key} '{text}' is no number of bytes");
    }

    private static ConstantTensor ReadTyped(OnnxTensor tensor, string label, ElementType type, Shape shape)
    {
        var (field, element) = type switch
        {
            ElementType.Float32 => (tensor.FloatData, WireType.Fixed32),
            ElementType.Float64 => (tensor.DoubleData, WireType.Fixed64),
            ElementType.Int64 => (tensor.Int64Data, WireType.Varint),
            ElementType.UInt32 or ElementType.UInt64 => (tensor.UInt64Data, WireType.Varint),
            _ => (tensor.Int32Data, WireType.Varint),
        };

        // Counted before anything is allocated: a shape can claim more than the file holds.
        var found = field.Sum(range => Count(tensor, label, range, element));
        if (found != shape.ElementCount)
        {
            throw Error(tensor.Source, label, $"{shape.ElementCount} elements were expected for {type} {shape}, found {found}");
        }

        if (field is [var whole] && element != WireType.Varint)
        {
            return new(type, shape, tensor.Source.Slice(whole));
        }

        var bytes = new byte[checked((int)(shape.ElementCount * type.Size()))];
        var rest = bytes.AsSpan();
        foreach (var range in field)
        {
            if (element == WireType.Varint)
            {
                rest = CopyVarints(tensor.Source.Read(range), type.Size(), rest);
            }
            else
            {
                tensor.Source.Slice(range).Span.CopyTo(rest);
                rest = rest[range.Length..];
            }
        }

        return new(type, shape, bytes);
    }

    /// <summary>Copies the lowest bytes of each number: that is where narrower integers and the bits of a float16 are.</summary>
    private static Span<byte> CopyVarints(WireReader numbers, int size, Span<byte> destination)
    {
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        while (!numbers.AtEnd)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(value, numbers.Varint());
            value[..size].CopyTo(destination);
            destination = destination[size..];
        }

        return destination;
    }

    private static long Count(OnnxTensor tensor, string label, WireRange range, WireType element)
    {
        var size = element switch
        {
            WireType.Fixed32 => 4,
            WireType.Fixed64 => 8,
            _ => 1,
        };
        if (range.Length % size != 0)
        {
            throw Error(tensor.Source, label, $"{range.Length} bytes at byte {range.Start} are no whole number of elements");
        }

        return element == WireType.Varint ? CountVarints(tensor.Source.Slice(range).Span) : range.Length / size;
    }

    /// <summary>How many numbers in groups of seven bits there are: only the last byte of each is below 128.</summary>
    private static int CountVarints(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            count += b < 0x80 ? 1 : 0;
        }

        return count;
    }

    private static ModelFormatException Error(WireSource source, string label, string what) => new($"{source.Name}: tensor '{label}': {what}.");
}
