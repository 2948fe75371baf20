using System.Buffers.Binary;

namespace IlgpuCam.Imaging.Png;

/// <summary>The cyclic redundancy check of chunks (ISO 3309, polynomial 0xEDB88320 reflected), eight bytes a step.</summary>
internal static class Crc32
{
    // Table k holds the effect of a byte that k more bytes follow: eight look-ups then advance eight bytes at once.
    private static readonly uint[] Tables = BuildTables();

    /// <summary>The check value of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> data) => ~Update(uint.MaxValue, data);

    /// <summary>Continues a running value, which starts as all ones and is complemented at the end.</summary>
    public static uint Update(uint crc, ReadOnlySpan<byte> data)
    {
        var tables = Tables.AsSpan(0, 8 * 256);
        while (data.Length >= 8)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ crc;
            crc = tables[(7 * 256) + (int)(word & 255)]
                ^ tables[(6 * 256) + (int)((word >> 8) & 255)]
                ^ tables[(5 * 256) + (int)((word >> 16) & 255)]
                ^ tables[(4 * 256) + (int)((word >> 24) & 255)]
                ^ tables[(3 * 256) + (int)((word >> 32) & 255)]
                ^ tables[(2 * 256) + (int)((word >> 40) & 255)]
                ^ tables[256 + (int)((word >> 48) & 255)]
                ^ tables[(int)(word >> 56)];
            data = data[8..];
        }

        foreach (var value in data)
        {
            crc = tables[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] BuildTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0; i < tables.Length; i++)
        {
            var crc = i < 256 ? (uint)i : tables[i - 256];
            if (i < 256)
            {
                for (var bit = 0; bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
                }
            }
            else
            {
                crc = tables[(byte)crc] ^ (crc >> 8);
            }

            tables[i] = crc;
        }

        return tables;
    }
}
