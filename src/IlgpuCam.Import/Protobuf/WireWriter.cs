using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace IlgpuCam.Import.Protobuf;

/// <summary>
/// Writes the fields of a message (Protocol Buffers, "Encoding"). A message's length stands before its content, so small fields are kept in memory;
/// large ones are announced with their length and asked for when the whole is written to a stream.
/// </summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];
    private readonly List<Deferred> _deferred = [];
    private long _deferredLength;

    /// <summary>The bytes of the message.</summary>
    internal long Length => _bytes.Count + _deferredLength;

    /// <summary>Bytes as they are, without a field.</summary>
    internal WireWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>A number in groups of seven bits, without a field.</summary>
    internal WireWriter Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
        return this;
    }

    /// <summary>The number of a field and how its value is written.</summary>
    internal WireWriter Tag(int field, WireType type) => Number((ulong)((field << 3) | (int)type));

    internal WireWriter Int64(int field, long value) => Tag(field, WireType.Varint).Number((ulong)value);

    internal WireWriter Single(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Tag(field, WireType.Fixed32).Raw(bytes);
    }

    internal WireWriter Bytes(int field, ReadOnlySpan<byte> bytes) => Tag(field, WireType.LengthDelimited).Number((ulong)bytes.Length).Raw(bytes);

    /// <summary>Bytes that are asked for when their turn comes.</summary>
    /// <param name="field">The field.</param>
    /// <param name="length">How many there will be.</param>
    /// <param name="write">Writes exactly so many.</param>
    internal WireWriter Bytes(int field, long length, Action<Stream> write)
    {
        Tag(field, WireType.LengthDelimited).Number((ulong)length);
        _deferred.Add(new(_bytes.Count, write));
        _deferredLength += length;
        return this;
    }

    internal WireWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A message, as it stands now.</summary>
    internal WireWriter Message(int field, WireWriter message) =>
        Tag(field, WireType.LengthDelimited).Number((ulong)message.Length).Append(message);

    /// <summary>The fields of another message, as it stands now, behind those of this one.</summary>
    internal WireWriter Append(WireWriter message)
    {
        foreach (var (position, write) in message._deferred)
        {
            _deferred.Add(new(_bytes.Count + position, write));
        }

        _deferredLength += message._deferredLength;
        _bytes.AddRange(message._bytes);
        return this;
    }

    /// <summary>Numbers one behind the other in one field.</summary>
    internal WireWriter Packed(int field, params ReadOnlySpan<long> numbers)
    {
        var packed = new WireWriter();
        foreach (var number in numbers)
        {
            packed.Number((ulong)number);
        }

        return Message(field, packed);
    }

    /// <summary>Writes the message, without a length of its own.</summary>
    internal void WriteTo(Stream stream)
    {
        var bytes = CollectionsMarshal.AsSpan(_bytes);
        var written = 0;
        foreach (var (position, write) in _deferred)
        {
            stream.Write(bytes[written..position]);
            written = position;
            write(stream);
        }

        stream.Write(bytes[written..]);
    }

    internal byte[] ToArray()
    {
        using var stream = new MemoryStream();
        WriteTo(stream);
        return stream.ToArray();
    }

    /// <summary>Bytes that stand before position <paramref name="Position"/> of those in memory.</summary>
    private readonly record struct Deferred(int Position, Action<Stream> Write);
}
