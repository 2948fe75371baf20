namespace IlgpuCam.Cli.Tests.Evaluating;

/// <summary>A file that takes so many bytes, the last write in part, and then nothing more: what a process leaves that is killed while it writes.</summary>
/// <param name="file">The file.</param>
/// <param name="budget">How many bytes.</param>
internal sealed class DyingStream(Stream file, long budget) : Stream
{
    private long _left = budget;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= Math.Min(buffer.Length, _left);
        if (_left == 0)
        {
            throw new InvalidOperationException("killed");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
