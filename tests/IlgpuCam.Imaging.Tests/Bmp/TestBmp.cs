using System.Buffers.Binary;

namespace IlgpuCam.Imaging.Tests.Bmp;

/// <summary>Writes BMP files of every kind, straight from the documentation and independent of the decoder.</summary>
internal sealed class TestBmp
{
    public int Width { get; init; } = 5;

    /// <summary>Negative for top-down.</summary>
    public int Height { get; init; } = 3;

    public int HeaderBytes { get; init; } = 40;

    public int Bits { get; init; } = 24;

    public int Compression { get; init; }

    public uint[] Masks { get; init; } = [];

    /// <summary>Red, green, blue of each colour.</summary>
    public byte[] Palette { get; init; } = [];

    public int ColorsUsed { get; init; }

    /// <summary>Bytes between the palette and the pixels.</summary>
    public int Gap { get; init; }

    /// <summary>Where the header says the pixels start, if not where they do.</summary>
    public int? Offset { get; init; }

    /// <summary>The pixel's bits at x, y, counted from the top.</summary>
    public Func<int, int, uint> Pixel { get; init; } = (x, y) => (uint)((x * 0x112233) + (y * 0x0F0E0D));

    /// <summary>Takes the place of the pixels.</summary>
    public byte[]? Data { get; init; }

    public byte[] ToArray()
    {
        var core = HeaderBytes == 12;
        var head = new byte[14 + HeaderBytes + (HeaderBytes == 40 ? Masks.Length * 4 : 0)];
        var info = head.AsSpan(14);
        BinaryPrimitives.WriteInt32LittleEndian(info, HeaderBytes);
        if (core)
        {
            BinaryPrimitives.WriteInt16LittleEndian(info[4..], (short)Width);
            BinaryPrimitives.WriteInt16LittleEndian(info[6..], (short)Height);
            (info[8], info[10]) = (1, (byte)Bits);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(info[4..], Width);
            BinaryPrimitives.WriteInt32LittleEndian(info[8..], Height);
            (info[12], info[14]) = (1, (byte)Bits);
            if (HeaderBytes >= 40)
            {
                BinaryPrimitives.WriteInt32LittleEndian(info[16..], Compression);
                BinaryPrimitives.WriteInt32LittleEndian(info[32..], ColorsUsed);
            }

            for (var i = 0; i < Masks.Length; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(info[(40 + (4 * i))..], Masks[i]);
            }
        }

        var palette = new List<byte>();
        for (var i = 0; i < Palette.Length; i += 3)
        {
            palette.AddRange([Palette[i + 2], Palette[i + 1], Palette[i]]);
            palette.AddRange(core ? [] : [(byte)77]);
        }

        var data = Data ?? Rows();
        head[0] = (byte)'B';
        head[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(2), head.Length + palette.Count + Gap + data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(10), Offset ?? head.Length + palette.Count + Gap);
        return [.. head, .. palette, .. new byte[Gap], .. data];
    }

    private byte[] Rows()
    {
        var stride = ((Width * Bits) + 31) / 32 * 4;
        var rows = new byte[stride * Math.Abs(Height)];
        for (var y = 0; y < Math.Abs(Height); y++)
        {
            var row = rows.AsSpan((Height < 0 ? y : Height - 1 - y) * stride, stride);
            for (var x = 0; x < Width; x++)
            {
                var pixel = Pixel(x, y);
                if (Bits < 8)
                {
                    row[x * Bits / 8] |= (byte)((pixel & ((1u << Bits) - 1)) << (8 - Bits - (x * Bits % 8)));
                }
                else
                {
                    for (var i = 0; i < Bits / 8; i++)
                    {
                        row[(x * Bits / 8) + i] = (byte)(pixel >> (8 * i));
                    }
                }
            }
        }

        return rows;
    }
}
