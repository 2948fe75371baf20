using System.Buffers;
using System.Runtime.Intrinsics;

namespace IlgpuCam.Evaluation.Metrics;

/// <summary>A picture of bytes whose rows are followed by copies of their last pixel, so that whole vectors may be read from any pixel on and no step is seen behind the edge.</summary>
internal readonly ref struct GreyPicture : IDisposable
{
    // A vector that begins at the pixel behind the last.
    private static readonly int Padding = Vector256<byte>.Count;

    private readonly byte[] _bytes;

    /// <summary>Rents room for a picture, the pixels to be written into <see cref="Row"/>, each row then ended by <see cref="Pad"/>.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public GreyPicture(int width, int height)
    {
        (Width, Height) = (width, height);
        _bytes = ArrayPool<byte>.Shared.Rent(checked(Stride * height));
    }

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>From a row to the next.</summary>
    public int Stride => Width + Padding;

    /// <summary>All rows, a <see cref="Stride"/> each.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Stride * Height);

    /// <summary>The pixels of a row.</summary>
    /// <param name="y">The row.</param>
    public Span<byte> Row(int y) => _bytes.AsSpan(y * Stride, Width);

    /// <summary>The pixels of a row, and a vector's length of copies of its last.</summary>
    /// <param name="y">The row.</param>
    public ReadOnlySpan<byte> Padded(int y) => _bytes.AsSpan(y * Stride, Stride);

    /// <summary>Copies the last pixel of a row behind it.</summary>
    /// <param name="y">The row.</param>
    public void Pad(int y)
    {
        var start = (y * Stride) + Width;
        _bytes.AsSpan(start, Padding).Fill(_bytes[start - 1]);
    }

    /// <summary>The negative: 255 less each pixel.</summary>
    public GreyPicture Negative()
    {
        var negative = new GreyPicture(Width, Height);
        var to = negative._bytes.AsSpan(0, Bytes.Length);
        var i = 0;
        for (; i <= to.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            (~Vector256.Create(Bytes[i..])).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] = (byte)~Bytes[i];
        }

        return negative;
    }

    /// <summary>The largest pixel.</summary>
    public byte Maximum()
    {
        var maxima = Vector256<byte>.Zero;
        for (var y = 0; y < Height; y++)
        {
            // What a vector reads behind the row is a pixel of it, too.
            for (var x = 0; x < Width; x += Vector256<byte>.Count)
            {
                maxima = Vector256.Max(maxima, Vector256.Create(Padded(y)[x..]));
            }
        }

        return Maximum(maxima);
    }

    /// <summary>The largest element.</summary>
    /// <param name="values">Bytes.</param>
    internal static byte Maximum(Vector256<byte> values)
    {
        var half = Vector128.Max(values.GetLower(), values.GetUpper());
        var rest = Vector64.Max(half.GetLower(), half.GetUpper()).AsUInt64()[0];
        var maximum = (byte)0;
        for (; rest != 0; rest >>= 8)
        {
            maximum = Math.Max(maximum, (byte)rest);
        }

        return maximum;
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
