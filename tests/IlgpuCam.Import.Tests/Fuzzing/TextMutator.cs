using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace IlgpuCam.Import.Tests.Fuzzing;

/// <summary>Changes JSON and the text format of protocol buffers: a number, a name or a bracket at a time.</summary>
internal static partial class TextMutator
{
    private static readonly string[] Words =
    [
        "0", "1", "-1", "2", "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775807", "1e9", "1e308", "1e999", "NaN", "0.5", "null", "true", "false", "[]", "{}", "\"\"",
        "[1,2,3]", "[[[[[[", "{\"a\":{\"a\":{\"a\":", "\"x\"", "\"../x\"", ",", ":", "]", "}", "\"", "\\u0000", "'", "layer { }", "top: 'data'", "bottom: 'c'", "dim: 1000000000", "#",
    ];

    internal static byte[] Mutate(ReadOnlySpan<byte> bytes, Random random)
    {
        var text = Encoding.Latin1.GetString(bytes);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var tokens = Tokens().Matches(text);
            if (tokens.Count == 0)
            {
                break;
            }

            var token = tokens[random.Next(tokens.Count)];
            var with = random.Next(5) switch
            {
                0 => string.Empty,
                1 => token.Value + token.Value,
                2 => tokens[random.Next(tokens.Count)].Value,
                _ => Words[random.Next(Words.Length)],
            };
            text = random.Next(30) switch
            {
                0 => text[..token.Index],
                1 => text[..token.Index] + new string(random.Next(2) == 0 ? '[' : '{', random.Next(1, 20_000)) + text[token.Index..],
                _ => text[..token.Index] + with + text[(token.Index + token.Length)..],
            };
        }

        return Encoding.Latin1.GetBytes(text);
    }

    /// <summary>A safetensors file with its header changed, the length before it as well unless it shall be wrong.</summary>
    internal static byte[] MutateHeader(ReadOnlySpan<byte> file, Random random)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        var header = Mutate(file.Slice(8, length), random);
        var changed = new byte[8 + header.Length + (file.Length - 8 - length)];
        BinaryPrimitives.WriteInt64LittleEndian(changed, random.Next(8) == 0 ? random.NextInt64() >> random.Next(64) : header.Length);
        header.CopyTo(changed.AsSpan(8));
        file[(8 + length)..].CopyTo(changed.AsSpan(8 + header.Length));
        return changed;
    }

    [GeneratedRegex("""\\?"[^"\\]*\\?"|[-+.0-9eE]+|[A-Za-z_][A-Za-z_0-9]*|[^\s]""")]
    private static partial Regex Tokens();
}
