using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IlgpuCam.Tensors;

/// <summary>The bytes of a file, mapped into memory and read-only, at 64-bit offsets; or bytes that are in memory already, under the same interface.</summary>
/// <remarks>
/// A slice stays readable after <see cref="Dispose"/>: the mapping goes when the collector finds that neither this object nor a slice of it is in use.
/// The collector sees <see cref="Memory{T}"/>, not <see cref="Span{T}"/>: keep the memory (or what holds it) referenced while its span is read.
/// A file that another program shortens in place while it is mapped ends the process (SIGBUS); replacing it, as <see cref="AtomicFile"/> does, is safe.
/// </remarks>
public sealed class MappedFile : IDisposable
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly MappedView? _view;
    private volatile bool _disposed;

    private MappedFile(string path, long length, MappedView? view, ReadOnlyMemory<byte> memory)
    {
        Path = path;
        Length = length;
        _view = view;
        _memory = memory;
    }

    /// <summary>The path or name that it was opened with, for messages.</summary>
    public string Path { get; }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Maps a file; no page of it is read before it is used.</summary>
    /// <param name="path">A regular file.</param>
    /// <exception cref="IOException">The file is absent, cannot be read, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static MappedFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new UnauthorizedAccessException($"{path} is a folder, and a file was expected.");
        }

        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = LengthOf(handle, path);

        // Nothing can be mapped of an empty file.
        return length == 0 ? new(path, 0, null, default) : new(path, length, MappedView.Create(handle, length), default);
    }

    /// <summary>Gives bytes in memory the same interface; they are not copied.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="name">What messages call them.</param>
    public static MappedFile Wrap(ReadOnlyMemory<byte> data, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, data.Length, null, data);
    }

    /// <summary>A part of the file, without copying. It stays readable after <see cref="Dispose"/>.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">The number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the file.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public ReadOnlyMemory<byte> Slice(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        if (length == 0)
        {
            return default;
        }

        return _view is null ? _memory.Slice((int)offset, length) : new MappedSlice(_view, offset, length).Memory;
    }

    /// <summary>Lets the memory go that pages of a slice take. They are read again from the file when they are used again, by whoever shares them as well.</summary>
    /// <param name="slice">A part of any mapped file; nothing happens to other memory, or where the system cannot do this.</param>
    internal static void Release(ReadOnlyMemory<byte> slice)
    {
        if (MemoryMarshal.TryGetMemoryManager<byte, MappedSlice>(slice, out var manager, out var start, out var length))
        {
            manager.Release(start, length);
        }
    }

    /// <summary>Ends the handing out of slices. The mapping itself goes with the last slice in use.</summary>
    public void Dispose() => _disposed = true;

    private static long LengthOf(SafeFileHandle handle, string path)
    {
        try
        {
            return RandomAccess.GetLength(handle);
        }
        catch (NotSupportedException error)
        {
            throw new IOException($"{path} is a pipe or a device, and only a regular file can be mapped.", error);
        }
    }

    /// <summary>The mapping. Nobody disposes the handle: its own finaliser unmaps when no slice refers to it any more.</summary>
    private sealed unsafe class MappedView(SafeMemoryMappedViewHandle handle, long pointerOffset)
    {
        public static MappedView Create(SafeFileHandle file, long length)
        {
            // The view outlives the section object it was made from, and the file's handle.
            using var section = MemoryMappedFile.CreateFromFile(
                file, null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            var accessor = section.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            return new(accessor.SafeMemoryMappedViewHandle, accessor.PointerOffset);
        }

        public byte* At(long offset) => (byte*)handle.DangerousGetHandle() + pointerOffset + offset;
    }

    private sealed unsafe class MappedSlice(MappedView view, long offset, int length) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new(view.At(offset), length);

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, length);
            return new(view.At(offset + elementIndex), pinnable: this);
        }

        public override void Unpin()
        {
        }

        internal void Release(int start, int count)
        {
            MappedPages.Release(view.At(offset + start), count);
            GC.KeepAlive(view);
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
