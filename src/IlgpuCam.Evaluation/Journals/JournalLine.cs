using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IlgpuCam.Evaluation.Journals;

/// <summary>The lines of a journal: a checksum in 16 hexadecimal digits (the first 8 bytes of SHA-256), a blank, the text in UTF-8, a line feed.</summary>
internal static class JournalLine
{
    private const int Digits = 16;

    /// <summary>A text as a line.</summary>
    /// <param name="text">Without line feeds.</param>
    public static byte[] Encode(ReadOnlySpan<byte> text)
    {
        var line = new byte[Digits + 1 + text.Length + 1];
        Encoding.ASCII.GetBytes(Checksum(text), line);
        line[Digits] = (byte)' ';
        text.CopyTo(line.AsSpan(Digits + 1));
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>The text of a line without its line feed; false where the checksum is not the text's.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> line, out ReadOnlyMemory<byte> text)
    {
        text = default;
        if (line.Length <= Digits || line.Span[Digits] != (byte)' ')
        {
            return false;
        }

        text = line[(Digits + 1)..];
        return Encoding.ASCII.GetString(line.Span[..Digits]).Equals(Checksum(text.Span), StringComparison.Ordinal);
    }

    private static string Checksum(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BitConverter.ToUInt64(hash).ToString("x16", CultureInfo.InvariantCulture);
    }
}
