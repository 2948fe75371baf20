using IlgpuCam.Models;

namespace IlgpuCam.Import.Protobuf;

/// <summary>The bytes that readers walk through, what they are called in errors, and what is left of the work allowed on them.</summary>
/// <param name="name">The file.</param>
/// <param name="bytes">Its content.</param>
internal sealed class WireSource(string name, ReadOnlyMemory<byte> bytes)
{
    // Two bytes of a file can make an object of a hundred. Real graphs hold some ten thousand messages that are looked into.
    private int _messagesLeft = 1_000_000;

    internal string Name => name;

    internal ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>A reader of the whole, taken as one message.</summary>
    internal WireReader Read() => new(this, new(0, bytes.Length), depth: 0);

    /// <summary>A reader of a part.</summary>
    internal WireReader Read(WireRange range) => new(this, range, depth: 0);

    internal ReadOnlyMemory<byte> Slice(WireRange range) => bytes.Slice(range.Start, range.Length);

    internal void CountMessage(int offset)
    {
        if (--_messagesLeft < 0)
        {
            throw Error(offset, "more messages than any network needs were found");
        }
    }

    internal ModelFormatException Error(int offset, string what) => new($"{name}, byte {offset}: {what}.");
}
