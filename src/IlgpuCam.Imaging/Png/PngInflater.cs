using System.IO.Compression;
using IlgpuCam.Images;

namespace IlgpuCam.Imaging.Png;

/// <summary>Hands out the filtered rows of a zlib stream; inflates many rows at a time, since short reads keep zlib off its fast path.</summary>
internal sealed class PngInflater : IDisposable
{
    private const int BlockBytes = 128 * 1024;
    private readonly ZLibStream _stream;
    private readonly byte[] _block;
    private readonly bool _endMissing;
    private int _start;
    private int _end;

    /// <summary>Starts to inflate.</summary>
    /// <param name="compressed">The zlib stream.</param>
    /// <param name="longestRow">Bytes of the longest row, its filter byte included.</param>
    /// <param name="endMissing">Whether the stream may be cut short.</param>
    public PngInflater(byte[] compressed, int longestRow, bool endMissing)
    {
        _stream = new ZLibStream(new MemoryStream(compressed, writable: false), CompressionMode.Decompress);
        _block = new byte[Math.Max(longestRow, BlockBytes)];
        _endMissing = endMissing;
    }

    /// <summary>The next row; empty where the stream ends before it.</summary>
    /// <param name="length">Bytes of the row, its filter byte included.</param>
    /// <exception cref="ImageFormatException">The stream is not valid.</exception>
    public ReadOnlySpan<byte> Next(int length)
    {
        if (_end - _start < length && !Fill(length))
        {
            return default;
        }

        var row = _block.AsSpan(_start, length);
        _start += length;
        return row;
    }

    /// <summary>Whether the stream holds more than was asked for; reading on is also what makes zlib compare its checksum.</summary>
    public bool HasMore() => _start < _end || Fill(1);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private bool Fill(int length)
    {
        _block.AsSpan(_start.._end).CopyTo(_block);
        (_start, _end) = (0, _end - _start);
        try
        {
            while (_end < _block.Length)
            {
                var count = _stream.Read(_block.AsSpan(_end));
                if (count == 0)
                {
                    break;
                }

                _end += count;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // What zlib calls an error of the stream comes as the one, what it calls another (a preset dictionary) as the other; nothing here does input or output.
            if (!_endMissing)
            {
                throw new ImageFormatException("The compressed pixels of the PNG image are damaged.", exception);
            }
        }

        return _end >= length;
    }
}
