using System.Buffers.Binary;

namespace IlgpuCam.Imaging.Jpeg;

/// <summary>Walks from marker to marker (ITU T.81, B.1.1): fill bytes and stray bytes between segments are passed over.</summary>
internal ref struct MarkerReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Where reading goes on.</summary>
    internal int Position { get; set; }

    /// <summary>Moves behind the next marker.</summary>
    /// <param name="marker">Its second byte.</param>
    /// <returns>False where the file ends first.</returns>
    internal bool TryReadMarker(out byte marker)
    {
        marker = 0;
        while (Position < _data.Length)
        {
            var distance = _data[Position..].IndexOf((byte)0xFF);
            if (distance < 0)
            {
                break;
            }

            Position += distance;
            var fill = _data[Position..].IndexOfAnyExcept((byte)0xFF);
            if (fill < 0)
            {
                break;
            }

            marker = _data[Position + fill];
            Position += fill + 1;
            if (marker != 0)
            {
                return true;
            }
        }

        Position = _data.Length;
        return false;
    }

    /// <summary>Reads the parameters of a marker segment, without the two bytes of its length.</summary>
    /// <param name="payload">The parameters.</param>
    /// <returns>False where the file ends before the segment does, or its length is below 2.</returns>
    internal bool TryReadSegment(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (_data.Length - Position < 2)
        {
            Position = _data.Length;
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(_data[Position..]);
        if (length < 2)
        {
            throw JpegErrors.At(Position, $"a segment length of {length} where at least 2 was expected");
        }

        if (length > _data.Length - Position)
        {
            Position = _data.Length;
            return false;
        }

        payload = _data.Slice(Position + 2, length - 2);
        Position += length;
        return true;
    }
}
