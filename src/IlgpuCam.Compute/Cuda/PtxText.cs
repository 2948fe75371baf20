using System.Globalization;
using System.Text;

namespace IlgpuCam.Compute.Cuda;

/// <summary>
/// A kernel's PTX: the hash of the source that it was made from, and the parameters of its entry point (PTX ISA, "Kernel Function Parameters").
/// </summary>
internal sealed class PtxText
{
    private const string Marker = "// source: ";
    private const int MaxBytes = 64 << 20, MaxParameterBytes = 4352;

    private readonly string _text;

    private PtxText(byte[] image)
    {
        Image = image;
        _text = Encoding.ASCII.GetString(image, 0, image.Length - 1);
        var end = _text.AsSpan().IndexOfAny('\r', '\n');
        SourceHash = _text.StartsWith(Marker, StringComparison.Ordinal) ? _text[Marker.Length..(end < 0 ? _text.Length : end)].Trim() : "";
    }

    /// <summary>The text with a zero at its end, as the driver takes it.</summary>
    internal byte[] Image { get; }

    /// <summary>The hash in the first line; empty where there is none.</summary>
    internal string SourceHash { get; }

    /// <summary>Reads a text to its end.</summary>
    /// <exception cref="InvalidDataException">It is larger than 64 MiB.</exception>
    internal static PtxText Read(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        if (buffer.Length > MaxBytes)
        {
            throw new InvalidDataException($"PTX of {buffer.Length} bytes, at most {MaxBytes} expected");
        }

        buffer.WriteByte(0);
        return new PtxText(buffer.ToArray());
    }

    /// <summary>The parameters of an entry point, in order; null where the text has no such entry point or one that cannot be read.</summary>
    internal PtxParameter[]? Parameters(string entry)
    {
        const string Directive = ".entry";
        for (var at = _text.IndexOf(Directive, StringComparison.Ordinal); at >= 0; at = _text.IndexOf(Directive, at + 1, StringComparison.Ordinal))
        {
            var rest = _text.AsSpan(at + Directive.Length);
            var open = rest.IndexOfAny('(', '{', '.');
            if (open < 0 || !rest[..open].Trim().SequenceEqual(entry))
            {
                continue;
            }

            var close = rest.IndexOf(')');
            return rest[open] != '(' ? [] : close < open ? null : ReadAll(rest[(open + 1)..close]);
        }

        return null;
    }

    private static PtxParameter[]? ReadAll(ReadOnlySpan<char> list)
    {
        var parameters = new List<PtxParameter>();
        var offset = 0;
        if (list.Trim().IsEmpty)
        {
            return [];
        }

        foreach (var range in list.Split(','))
        {
            var (size, alignment) = ReadOne(list[range]);
            if (size is < 1 or > MaxParameterBytes || alignment is < 1 or > 128 || offset > MaxParameterBytes)
            {
                return null;
            }

            offset = (offset + alignment - 1) / alignment * alignment;
            parameters.Add(new PtxParameter(size, offset));
            offset += size;
        }

        return [.. parameters];
    }

    // .param .align 16 .b8 name[48]   .param .u64 name   .param .u64 .ptr .global .align 4 name, where the alignment is that of what is pointed to
    private static (int Size, int Alignment) ReadOne(ReadOnlySpan<char> declaration)
    {
        int element = 0, count = 1, named = 0;
        bool isPointer = false, isAlignment = false;
        if (declaration.IndexOf('[') is var open and >= 0)
        {
            var close = declaration.IndexOf(']');
            if (close < open || !int.TryParse(declaration[(open + 1)..close], CultureInfo.InvariantCulture, out count))
            {
                return default;
            }

            declaration = declaration[..open];
        }

        foreach (var range in declaration.SplitAny(' ', '\t', '\r', '\n'))
        {
            var word = declaration[range];
            if (isAlignment && !isPointer)
            {
                _ = int.TryParse(word, CultureInfo.InvariantCulture, out named);
            }

            isAlignment = word.SequenceEqual(".align");
            isPointer |= word.SequenceEqual(".ptr");
            if (word.Length is 3 or 4 && word[0] == '.' && "busf".Contains(word[1]) && int.TryParse(word[2..], CultureInfo.InvariantCulture, out var bits))
            {
                element = bits / 8;
            }
        }

        return count is < 1 or > MaxParameterBytes ? default : (element * count, named > 0 ? named : element);
    }
}
