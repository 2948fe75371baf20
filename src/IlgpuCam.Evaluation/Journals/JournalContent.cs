using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Evaluation.Journals;

/// <summary>What a journal holds: the settings of its run, and a record for each photo that was done.</summary>
public sealed class JournalContent
{
    private const int LongestLine = 256 << 20;

    private JournalContent(string path)
    {
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The settings, by name; empty where not even the first line was written whole.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; private set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The records by their photo's index.</summary>
    public SortedDictionary<int, PhotoRecord> Records { get; } = [];

    /// <summary>The photos that were begun and not finished, by index.</summary>
    public SortedSet<int> UnderWay { get; } = [];

    /// <summary>Up to where the file is whole; what follows was being written when the run ended.</summary>
    public long WholeLength { get; private set; }

    /// <summary>Reads a journal; a line that was cut off at its end is left out.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JournalException">It is no journal, or damaged before its end.</exception>
    public static JournalContent Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read(path, file);
    }

    /// <summary>Whether a file begins as a journal does.</summary>
    /// <param name="path">The file.</param>
    public static bool IsJournal(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[18];
        var count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return count < 1 || start[0] != (byte)'{';
    }

    internal static JournalContent Read(string path, Stream file)
    {
        var content = new JournalContent(path);
        using var line = new MemoryStream();
        var part = new byte[1 << 16];
        long offset = 0;
        var torn = -1L;
        for (int count; (count = file.Read(part)) > 0;)
        {
            for (var start = 0; start < count;)
            {
                var end = Array.IndexOf(part, (byte)'\n', start, count - start);
                line.Write(part, start, (end < 0 ? count : end) - start);
                offset += (end < 0 ? count : end + 1) - start;
                start = end < 0 ? count : end + 1;
                if (line.Length > LongestLine)
                {
                    throw new JournalException($"{path}: a line of at most {LongestLine} bytes was expected before offset {offset}, found more: this is no journal.");
                }

                if (end < 0)
                {
                    continue;
                }

                if (torn >= 0 || !content.Take(line.ToArray()))
                {
                    torn = torn < 0 ? content.WholeLength : torn;
                    if (content.Settings.IsEmpty || line.Length == 0 || torn != content.WholeLength || offset != file.Length)
                    {
                        throw new JournalException($"{path}: the line at offset {content.WholeLength} is damaged{(content.Settings.IsEmpty ? ": this is no journal" : ", and others follow it")}.");
                    }
                }
                else
                {
                    content.WholeLength = offset;
                }

                line.SetLength(0);
            }
        }

        return content;
    }

    private bool Take(ReadOnlyMemory<byte> line)
    {
        if (!JournalLine.TryDecode(line, out var text) || text.IsEmpty)
        {
            return false;
        }

        try
        {
            switch (text.Span[0])
            {
                case (byte)'B':
                    UnderWay.Add(int.Parse(Encoding.ASCII.GetString(text.Span[2..]), null));
                    return true;
                case (byte)'R':
                    using (var document = JsonDocument.Parse(text[2..]))
                    {
                        var record = RecordJson.Read(document.RootElement);
                        UnderWay.Remove(record.Index);
                        return Records.TryAdd(record.Index, record) ? true : throw new FormatException($"photo {record.Index} is in it twice");
                    }

                case (byte)'H':
                    Settings = ReadSettings(text[2..]);
                    return true;
                default:
                    throw new FormatException("a line of another kind was found");
            }
        }
        catch (Exception e) when (e is FormatException or JsonException or OverflowException)
        {
            throw new JournalException($"{Path}: the line at offset {WholeLength}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static ImmutableSortedDictionary<string, string> ReadSettings(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text);
        return SettingsJson.Read(document.RootElement);
    }
}
