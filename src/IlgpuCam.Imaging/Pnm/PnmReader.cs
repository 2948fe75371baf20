using System.Buffers.Text;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Pnm;

/// <summary>Reads the numbers of a PNM file, which white space separates; a comment runs from # to the end of its line.</summary>
internal ref struct PnmReader(ReadOnlySpan<byte> data, int offset)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Where the next byte is read.</summary>
    public int Offset { get; private set; } = offset;

    /// <summary>The next number; false at the end of the file.</summary>
    /// <exception cref="ImageFormatException">Something other than a number stands there.</exception>
    public bool TryReadNumber(out int value)
    {
        value = 0;
        SkipSpace();
        if (Offset == _data.Length)
        {
            return false;
        }

        if (!char.IsAsciiDigit((char)_data[Offset]) || !Utf8Parser.TryParse(_data[Offset..], out value, out int length))
        {
            throw new ImageFormatException($"The PNM file has the byte 0x{_data[Offset]:X2} at offset {Offset}, expected a number below 2147483648.");
        }

        Offset += length;
        return true;
    }

    /// <summary>The next digit, which no white space need separate from its neighbours; false at the end of the file.</summary>
    /// <exception cref="ImageFormatException">Something other than 0 or 1 stands there.</exception>
    public bool TryReadBit(out bool value)
    {
        value = false;
        SkipSpace();
        if (Offset == _data.Length)
        {
            return false;
        }

        if (_data[Offset] is not ((byte)'0' or (byte)'1'))
        {
            throw new ImageFormatException($"The PBM file has the byte 0x{_data[Offset]:X2} at offset {Offset}, expected 0 or 1.");
        }

        value = _data[Offset++] == '1';
        return true;
    }

    /// <summary>Whether a byte is white space: space, tab, line feed, vertical tab, form feed, carriage return.</summary>
    public static bool IsSpace(byte value) => value is (byte)' ' or >= 9 and <= 13;

    private void SkipSpace()
    {
        while (Offset < _data.Length)
        {
            if (_data[Offset] == '#')
            {
                var end = _data[Offset..].IndexOfAny((byte)'\n', (byte)'\r');
                Offset = end < 0 ? _data.Length : Offset + end;
            }
            else if (IsSpace(_data[Offset]))
            {
                Offset++;
            }
            else
            {
                return;
            }
        }
    }
}
