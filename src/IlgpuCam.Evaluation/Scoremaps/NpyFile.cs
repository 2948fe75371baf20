using System.Buffers.Binary;
using IlgpuCam.Explain;

namespace IlgpuCam.Evaluation.Scoremaps;

/// <summary>Reads a map from NumPy's <c>.npy</c>: two axes, rows and columns, and any of length 1 before them; floats and whole numbers of either byte order.</summary>
public static class NpyFile
{
    private const int MostValues = 1 << 27;

    private delegate float ReadValue(ReadOnlySpan<byte> bytes);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ScoremapException">It is damaged, or holds something else than a map.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ActivationMap Read(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= (8L * MostValues) + (1 << 17)
            ? Parse(File.ReadAllBytes(path), path)
            : throw new ScoremapException($"{path}: a map of at most {MostValues} values was expected, found {length} bytes.");
    }

    /// <summary>Reads a file in memory.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="ScoremapException">As for <see cref="Read"/>.</exception>
    public static ActivationMap Parse(ReadOnlySpan<byte> data, string path)
    {
        var header = NpyHeader.Parse(data, path);
        var axes = header.Shape.SkipWhile((n, i) => n == 1 && i < header.Shape.Length - 2).ToArray();
        if (axes is not [>= 1, >= 1] || (long)axes[0] * axes[1] > MostValues)
        {
            throw new ScoremapException($"{path}: a map of rows and columns was expected, at most {MostValues} values, found the shape ({string.Join(", ", header.Shape)}).");
        }

        var (size, read) = Reader(header.Type) ?? throw new ScoremapException($"{path}: floats or whole numbers were expected, found the type {MessageText.Quote(header.Type)}.");
        var (height, width) = (axes[0], axes[1]);
        if (data.Length - header.DataOffset != (long)size * height * width)
        {
            throw new ScoremapException($"{path}: {(long)size * height * width} bytes were expected behind offset {header.DataOffset}, found {data.Length - header.DataOffset}.");
        }

        var values = new float[height * width];
        for (var i = 0; i < values.Length; i++)
        {
            var place = header.IsFortran ? (i % height * width) + (i / height) : i;
            values[place] = read(data.Slice(header.DataOffset + (i * size), size));
        }

        return new(height, width, values);
    }

    private static (int Size, ReadValue Read)? Reader(string type)
    {
        ReadValue? read = type switch
        {
            "<f4" or "=f4" => BinaryPrimitives.ReadSingleLittleEndian,
            ">f4" => BinaryPrimitives.ReadSingleBigEndian,
            "<f8" or "=f8" => static b => (float)BinaryPrimitives.ReadDoubleLittleEndian(b),
            ">f8" => static b => (float)BinaryPrimitives.ReadDoubleBigEndian(b),
            "<f2" or "=f2" => static b => (float)BinaryPrimitives.ReadHalfLittleEndian(b),
            ">f2" => static b => (float)BinaryPrimitives.ReadHalfBigEndian(b),
            "|u1" or "|b1" => static b => b[0],
            "|i1" => static b => (sbyte)b[0],
            "<u2" => static b => BinaryPrimitives.ReadUInt16LittleEndian(b),
            "<i2" => static b => BinaryPrimitives.ReadInt16LittleEndian(b),
            "<i4" => static b => BinaryPrimitives.ReadInt32LittleEndian(b),
            "<i8" => static b => BinaryPrimitives.ReadInt64LittleEndian(b),
            _ => null,
        };
        return read is null ? null : (type[2] - '0', read);
    }
}
