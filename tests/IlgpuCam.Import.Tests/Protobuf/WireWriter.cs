using System.Buffers.Binary;
using System.Text;

namespace IlgpuCam.Import.Tests.Protobuf;

/// <summary>Writes fields of a Protocol Buffers message, right ones and wrong ones.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    internal byte[] ToArray() => [.. _bytes];

    internal WireWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    internal WireWriter Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
        return this;
    }

    internal WireWriter Tag(int field, int wireType) => Number((ulong)((field << 3) | wireType));

    internal WireWriter Int64(int field, long value) => Tag(field, 0).Number((ulong)value);

    internal WireWriter Single(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Tag(field, 5).Raw(bytes);
    }

    internal WireWriter Bytes(int field, ReadOnlySpan<byte> bytes) => Tag(field, 2).Number((ulong)bytes.Length).Raw(bytes);

    internal WireWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    internal WireWriter Message(int field, WireWriter message) => Bytes(field, message.ToArray());

    internal WireWriter Packed(int field, params ReadOnlySpan<long> numbers)
    {
        var packed = new WireWriter();
        foreach (var number in numbers)
        {
            packed.Number((ulong)number);
        }

        return Message(field, packed);
    }
}
