using System.Buffers.Binary;
using System.Text;
using IlgpuCam.Models;

namespace IlgpuCam.Import.Protobuf;

// Why not Google.Protobuf: it copies every bytes field (measured: 100 MB of weights cost 191 MB of allocations and up to 190 ms), and its
// JsonFormatter gives a trim warning (IL2067) that a NativeAOT publish without warnings cannot have. This reader only walks: weights stay where
// the mapped file has them.

/// <summary>Walks the fields of one message (Protocol Buffers, "Encoding"). Every length is checked against what is left of the message; nesting is bounded.</summary>
internal ref struct WireReader
{
    private const int MaximumDepth = 64;
    private const int MaximumText = 1 << 16;

    private readonly WireSource _source;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _end;
    private readonly int _depth;
    private int _position;
    private int _field;
    private WireType _type;

    internal WireReader(WireSource source, WireRange range, int depth)
    {
        _source = source;
        _bytes = source.Bytes.Span;
        _position = range.Start;
        _end = range.Start + range.Length;
        _depth = depth;
    }

    internal readonly WireSource Source => _source;

    /// <summary>Where the reader stands in the file.</summary>
    internal readonly int Position => _position;

    /// <summary>How the value of the field is written.</summary>
    internal readonly WireType Type => _type;

    /// <summary>Whether anything is left; used where numbers follow each other without tags.</summary>
    internal readonly bool AtEnd => _position == _end;

    /// <summary>Goes to the next field; its value has to be read or skipped before the next call.</summary>
    /// <param name="field">The field's number.</param>
    internal bool Next(out int field)
    {
        if (AtEnd)
        {
            field = 0;
            return false;
        }

        var start = _position;
        var tag = Varint();
        _field = (int)Math.Min(tag >> 3, int.MaxValue);
        _type = (WireType)(tag & 7);
        if (tag >> 3 is 0 or > (1 << 29) - 1 || _type > WireType.Fixed32)
        {
            throw _source.Error(start, $"{tag} is no tag of a field, so this is no file of this format or it is damaged");
        }

        field = _field;
        return true;
    }

    internal long Int64()
    {
        Expect(WireType.Varint);
        return (long)Varint();
    }

    internal float Single()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(_bytes.Slice(Take(4).Start, 4));
    }

    /// <summary>The place of a field of bytes.</summary>
    internal WireRange Bytes()
    {
        Expect(WireType.LengthDelimited);
        return Delimited();
    }

    internal string Text()
    {
        var range = Bytes();
        return range.Length <= MaximumText
            ? Encoding.UTF8.GetString(_bytes.Slice(range.Start, range.Length))
            : throw _source.Error(range.Start, $"a text of {range.Length} bytes was found where at most {MaximumText} were expected");
    }

    /// <summary>A reader of the nested message that this field holds.</summary>
    internal WireReader Message()
    {
        var range = Bytes();
        if (_depth == MaximumDepth)
        {
            throw _source.Error(range.Start, $"messages are nested more than {MaximumDepth} deep");
        }

        _source.CountMessage(range.Start);
        return new(_source, range, _depth + 1);
    }

    /// <summary>Adds the place of the numbers of a repeated field: many when it is packed, one when it is not. Both have the same bytes.</summary>
    internal void Numbers(List<WireRange> destination, WireType element)
    {
        if (_type == WireType.LengthDelimited)
        {
            destination.Add(Delimited());
            return;
        }

        Expect(element);
        var start = _position;
        SkipValue(_type);
        destination.Add(new(start, _position - start));
    }

    /// <summary>Adds the integers of a repeated field, packed or not.</summary>
    internal void Int64s(List<long> destination, int most = int.MaxValue)
    {
        if (_type != WireType.LengthDelimited)
        {
            destination.Add(Int64());
        }
        else
        {
            var packed = new WireReader(_source, Delimited(), _depth);
            while (!packed.AtEnd && destination.Count <= most)
            {
                destination.Add((long)packed.Varint());
            }
        }

        if (destination.Count > most)
        {
            throw _source.Error(_position, $"field {_field} has more than {most} numbers");
        }
    }

    /// <summary>Adds the floats of a repeated field, packed or not.</summary>
    internal void Singles(List<float> destination)
    {
        if (_type != WireType.LengthDelimited)
        {
            destination.Add(Single());
            return;
        }

        var range = Delimited();
        if (range.Length % sizeof(float) != 0)
        {
            throw _source.Error(range.Start, $"{range.Length} bytes are no whole number of floats");
        }

        for (var i = 0; i < range.Length; i += sizeof(float))
        {
            destination.Add(BinaryPrimitives.ReadSingleLittleEndian(_bytes.Slice(range.Start + i, sizeof(float))));
        }
    }

    /// <summary>Passes over the value of a field that nobody wants, groups included.</summary>
    internal void Skip()
    {
        if (_type != WireType.StartGroup)
        {
            SkipValue(_type);
            return;
        }

        var open = new Stack<int>();
        open.Push(_field);
        while (open.Count > 0)
        {
            if (!Next(out var field) || open.Count > MaximumDepth)
            {
                throw _source.Error(_position, AtEnd ? $"group {open.Peek()} has no end" : $"groups are nested more than {MaximumDepth} deep");
            }

            switch (_type)
            {
                case WireType.StartGroup:
                    open.Push(field);
                    break;
                case WireType.EndGroup when open.Pop() is var opened && opened != field:
                    throw _source.Error(_position, $"the end of group {field} was found in group {opened}");
                case WireType.EndGroup:
                    break;
                default:
                    SkipValue(_type);
                    break;
            }
        }
    }

    /// <summary>A number in groups of seven bits, the lowest first.</summary>
    internal ulong Varint()
    {
        var start = _position;
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (AtEnd)
            {
                throw _source.Error(start, "a number has no end within its message");
            }

            var part = _bytes[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw _source.Error(start, "a number has more than ten bytes");
    }

    private void SkipValue(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.LengthDelimited:
                Delimited();
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            default:
                throw _source.Error(_position, $"the end of group {_field} was found outside of it");
        }
    }

    private WireRange Delimited()
    {
        var start = _position;
        var length = Varint();
        return length <= (ulong)(_end - _position)
            ? Take((int)length)
            : throw _source.Error(start, $"field {_field} claims {length} bytes where {_end - _position} are left");
    }

    private WireRange Take(int count)
    {
        if (_end - _position < count)
        {
            throw _source.Error(_position, $"field {_field} needs {count} bytes where {_end - _position} are left");
        }

        _position += count;
        return new(_position - count, count);
    }

    private readonly void Expect(WireType type)
    {
        if (_type != type)
        {
            throw _source.Error(_position, $"field {_field} is written as {_type} where {type} was expected");
        }
    }
}
