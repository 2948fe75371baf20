using System.Buffers.Binary;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using IlgpuCam.Models;

namespace IlgpuCam.Tensors;

/// <summary>A safetensors file, mapped into memory: every length, type, offset and overlap is checked when it is opened, and tensors are used where they lie.</summary>
/// <remarks>The format: https://huggingface.co/docs/safetensors. 8 bytes give the length of a JSON header, which gives type, shape and place of each tensor in the rest.</remarks>
public sealed class SafeTensorsFile : IDisposable
{
    private readonly MappedFile _source;
    private readonly long _dataOffset;
    private readonly Dictionary<string, SafeTensorsEntry> _entries;

    private SafeTensorsFile(MappedFile source)
    {
        _source = source;
        var headerLength = HeaderLength(source);
        _dataOffset = SafeTensorsHeader.PrefixBytes + headerLength;
        var (entries, metadata) = SafeTensorsHeader.Parse(source.Slice(SafeTensorsHeader.PrefixBytes, headerLength).Span, source.Path);
        entries = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        CheckLayout(entries);

        _entries = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Names = entries.ConvertAll(entry => entry.Name).AsReadOnly();
        Metadata = metadata.AsReadOnly();
    }

    /// <summary>The path, or the name given to bytes in memory.</summary>
    public string Path => _source.Path;

    /// <summary>The names of the tensors, in the order of their data.</summary>
    public ReadOnlyCollection<string> Names { get; }

    /// <summary>The texts under <c>__metadata__</c>; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>A tensor, without copying it; it stays readable after <see cref="Dispose"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ModelFormatException">There is no such tensor, or it is larger than 2^31 - 1 bytes.</exception>
    public ConstantTensor this[string name] => TryGet(name, out var tensor)
        ? tensor
        : throw new ModelFormatException($"{Path}: there is no tensor {MessageText.Quote(name)} among {MessageText.Some(Names)}.");

    /// <summary>Maps a file and checks it.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="ModelFormatException">The file is damaged, or has element types that this library does not know.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static SafeTensorsFile Open(string path) => new(MappedFile.Open(path));

    /// <summary>Reads a file that is in memory already.</summary>
    /// <param name="data">The whole file; the bytes are not copied and must not change.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="ModelFormatException">As for <see cref="Open"/>.</exception>
    public static SafeTensorsFile Parse(ReadOnlyMemory<byte> data, string name) => new(MappedFile.Wrap(data, name));

    /// <summary>Whether there is a tensor of this name.</summary>
    /// <param name="name">The name; case matters.</param>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>A tensor, where there is one of this name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ModelFormatException">It is larger than 2^31 - 1 bytes.</exception>
    public bool TryGet(string name, [NotNullWhen(true)] out ConstantTensor? tensor)
    {
        tensor = null;
        if (!_entries.TryGetValue(name, out var entry))
        {
            return false;
        }

        if (entry.ByteCount > int.MaxValue)
        {
            throw new ModelFormatException(
                $"{Path}: tensor {MessageText.Quote(name)} of {entry.Shape} takes {entry.ByteCount} bytes, and at most {int.MaxValue} are supported.");
        }

        tensor = new(entry.Type, entry.Shape, _source.Slice(_dataOffset + entry.Begin, (int)entry.ByteCount));
        return true;
    }

    /// <summary>Ends the use of this object. Tensors taken from it stay readable: the mapping goes with the last of them.</summary>
    public void Dispose() => _source.Dispose();

    private static int HeaderLength(MappedFile source)
    {
        const int Prefix = SafeTensorsHeader.PrefixBytes;
        if (source.Length < Prefix)
        {
            throw new ModelFormatException(
                $"{source.Path}: a safetensors file begins with {Prefix} bytes that give its header's length, found {source.Length} bytes in all.");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(source.Slice(0, Prefix).Span);
        if (length > SafeTensorsHeader.MaxBytes)
        {
            throw new ModelFormatException(
                $"{source.Path}: the header's length at offset 0 is {length}, expected at most {SafeTensorsHeader.MaxBytes}: "
                + "this is no safetensors file, or it is damaged.");
        }

        return (long)length <= source.Length - Prefix
            ? (int)length
            : throw new ModelFormatException(
                $"{source.Path}: the header's length at offset 0 is {length}, and only {source.Length - Prefix} bytes follow: the file's end is missing.");
    }

    // In the order of their beginnings, the tensors have to cover the data without overlap or gap, as the reference implementation demands.
    private void CheckLayout(List<SafeTensorsEntry> entries)
    {
        var dataLength = _source.Length - _dataOffset;
        var covered = 0L;
        var previous = string.Empty;
        foreach (var entry in entries)
        {
            var name = MessageText.Quote(entry.Name);
            if (entry.End < entry.Begin)
            {
                throw Bad($"tensor {name} ends at data offset {entry.End}, before it begins at {entry.Begin}");
            }

            if (entry.End - entry.Begin != entry.ByteCount)
            {
                throw Bad($"tensor {name}, {SafeTensorsTypes.NameOf(entry.Type)} of {entry.Shape}, needs {entry.ByteCount} bytes, " +
                    $"found {entry.End - entry.Begin} between the data offsets {entry.Begin} and {entry.End}");
            }

            if (entry.End > dataLength)
            {
                throw Bad($"tensor {name} ends at data offset {entry.End}, and the file has only {dataLength} bytes of data: its end is missing");
            }

            if (entry.Begin < covered)
            {
                throw Bad($"tensor {name} begins at data offset {entry.Begin} and overlaps {previous}, which ends at {covered}");
            }

            if (entry.Begin > covered)
            {
                throw Bad($"tensor {name} begins at data offset {entry.Begin}, expected {covered}: no tensor covers the bytes between");
            }

            covered = entry.End;
            previous = name;
        }

        if (covered != dataLength)
        {
            throw Bad($"the tensors end at data offset {covered}, and {dataLength - covered} more bytes follow, expected none");
        }
    }

    private ModelFormatException Bad(string what) => new($"{Path}: {what} (the data begin at offset {_dataOffset}).");
}
