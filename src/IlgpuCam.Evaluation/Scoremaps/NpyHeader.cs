using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IlgpuCam.Evaluation.Scoremaps;

/// <summary>The header of a <c>.npy</c> file (NumPy Enhancement Proposal 1): magic, version, length, and a Python dictionary of type, order and shape.</summary>
/// <param name="Type">Such as <c>&lt;f4</c>.</param>
/// <param name="IsFortran">Whether the first axis runs fastest.</param>
/// <param name="Shape">The lengths of the axes.</param>
/// <param name="DataOffset">Where the numbers begin.</param>
internal sealed partial record NpyHeader(string Type, bool IsFortran, int[] Shape, int DataOffset)
{
    private const int LongestHeader = 1 << 16;

    /// <summary>Reads the header.</summary>
    /// <param name="data">The file.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="ScoremapException">It is no such file, or damaged.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> data, string path)
    {
        if (data.Length < 10 || data[0] != 0x93 || !data[1..].StartsWith("NUMPY"u8) || data[6] is < 1 or > 3)
        {
            throw new ScoremapException($"{path}: a .npy file of version 1 to 3 was expected, found other bytes at offset 0.");
        }

        var prefix = data[6] == 1 ? 10 : 12;
        var length = data[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) : data.Length < 12 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(data[8..]);
        if (length > LongestHeader || length > data.Length - prefix)
        {
            throw new ScoremapException($"{path}: the header's length at offset 8 is {length}, and {Math.Max(data.Length - prefix, 0)} bytes follow; at most {LongestHeader} are read.");
        }

        var text = Encoding.Latin1.GetString(data.Slice(prefix, (int)length));
        if (Entries().Match(text) is not { Success: true } match)
        {
            throw new ScoremapException($"{path}: the header 'descr', 'fortran_order', 'shape' was expected, found {MessageText.Quote(text.Trim())}.");
        }

        return new(match.Groups["type"].Value, match.Groups["order"].Value == "True", Lengths(match.Groups["shape"].Value, path), prefix + (int)length);
    }

    // NumPy writes the keys in this order; others may write another.
    [GeneratedRegex(
        @"^\s*\{(?=[^}]*'descr'\s*:\s*'(?<type>[^']{1,8})')(?=[^}]*'fortran_order'\s*:\s*(?<order>True|False))(?=[^}]*'shape'\s*:\s*\((?<shape>[0-9,\sL]*)\))[^}]*\}\s*$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entries();

    private static int[] Lengths(string text, string path)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. parts.Select(p => int.TryParse(p.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new ScoremapException($"{path}: a shape was expected, found {MessageText.Quote(text)}."))];
    }
}
