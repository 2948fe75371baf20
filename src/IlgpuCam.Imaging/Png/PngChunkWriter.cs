using System.Buffers.Binary;

namespace IlgpuCam.Imaging.Png;

/// <summary>A stream that cuts what is written to it into IDAT chunks; also writes the other chunks.</summary>
internal sealed class PngChunkWriter(Stream output) : Stream
{
    private const int ChunkBytes = 64 * 1024;
    private readonly byte[] _buffer = new byte[ChunkBytes];
    private int _count;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes one chunk: length, type, data, check value.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="type">Four letters.</param>
    /// <param name="data">The chunk's data.</param>
    public static void WriteChunk(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, data.Length);
        type.CopyTo(head[4..]);
        output.Write(head);
        output.Write(data);
        Span<byte> check = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, ~Crc32.Update(Crc32.Update(uint.MaxValue, type), data));
        output.Write(check);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_count == _buffer.Length)
            {
                Flush();
            }

            var part = Math.Min(buffer.Length, _buffer.Length - _count);
            buffer[..part].CopyTo(_buffer.AsSpan(_count));
            _count += part;
            buffer = buffer[part..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Ends the current chunk.</summary>
    public override void Flush()
    {
        if (_count > 0)
        {
            WriteChunk(output, "IDAT"u8, _buffer.AsSpan(0, _count));
            _count = 0;
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
