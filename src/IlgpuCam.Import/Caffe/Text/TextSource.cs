using IlgpuCam.Models;

namespace IlgpuCam.Import.Caffe.Text;

/// <summary>The bytes of a file in Protocol Buffers' text format, what they are called in errors, and what is left of the work allowed on them.</summary>
/// <param name="name">The file.</param>
/// <param name="bytes">Its content.</param>
internal sealed class TextSource(string name, ReadOnlyMemory<byte> bytes)
{
    /// <summary>The longest file. Those of published networks have up to half a megabyte.</summary>
    internal const int MaximumLength = 16 << 20;

    // Three bytes of a file can make an object of a hundred. Published networks hold some ten thousand fields.
    private int _fieldsLeft = 500_000;

    internal string Name => name;

    internal ReadOnlyMemory<byte> Bytes => bytes;

    internal void CountField(int line)
    {
        if (--_fieldsLeft < 0)
        {
            throw Error(line, "more fields than any network needs were found");
        }
    }

    internal ModelFormatException Error(int line, string what) => new($"{name}, line {line}: {what}.");
}
