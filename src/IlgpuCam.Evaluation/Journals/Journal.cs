using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Evaluation.Journals;

/// <summary>
/// A file to which every photo that is done is appended at once, so that a run that was ended at any moment goes on where it was: only the photos under way are done again.
/// Each line has a checksum; one that was cut off is taken away when the run goes on. May be written by several threads.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stream _stream;

    private Journal(Stream stream, JournalContent content)
    {
        _stream = stream;
        Records = [.. content.Records.Values];
        UnderWay = [.. content.UnderWay];
    }

    /// <summary>What was done before, in the order of the photos.</summary>
    public ImmutableArray<PhotoRecord> Records { get; }

    /// <summary>The photos that were under way when the last run ended, by index.</summary>
    public ImmutableArray<int> UnderWay { get; }

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">Everything that decides about the records; not empty.</param>
    /// <exception cref="JournalException">The file is no journal, is damaged before its end, or belongs to a run with other settings.</exception>
    /// <exception cref="IOException">It cannot be written, or another process has it open.</exception>
    public static Journal Open(string path, ImmutableSortedDictionary<string, string> settings) => Open(path, settings, static file => file);

    /// <summary>Opens a journal through a stream that tests can break.</summary>
    internal static Journal Open(string path, ImmutableSortedDictionary<string, string> settings, Func<Stream, Stream> wrap)
    {
        ArgumentOutOfRangeException.ThrowIfZero(settings.Count);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            var content = JournalContent.Read(path, file);
            if (content.Settings.Count > 0 && SettingsJson.Difference(content.Settings, settings, exceptShard: false) is { } difference)
            {
                throw new JournalException($"{path}: the journal belongs to another run: {difference}.");
            }

            if (content.WholeLength == 0 && file.Length > 0 && !IsTornHeader(file))
            {
                throw new JournalException($"{path}: a journal of an evaluation was expected, found another file.");
            }

            file.SetLength(content.WholeLength);
            file.Position = content.WholeLength;
            var journal = new Journal(wrap(file), content);
            if (content.Settings.IsEmpty)
            {
                journal.Write('H', json => SettingsJson.Write(json, settings));
            }

            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Notes that a photo is begun.</summary>
    /// <param name="index">The photo.</param>
    public void Begin(int index) => Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"B {index}")));

    /// <summary>Appends a record. When this returns, the system has it: the end of this process loses it no more.</summary>
    /// <param name="record">The record.</param>
    public void Append(PhotoRecord record) => Write('R', json => RecordJson.Write(json, record));

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    // Nothing but the start of a first line: digits of a checksum and what follows them.
    private static bool IsTornHeader(FileStream file)
    {
        Span<byte> start = stackalloc byte[19];
        file.Position = 0;
        var text = Encoding.ASCII.GetString(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        return text.Take(16).All(char.IsAsciiHexDigitLower) && " H ".StartsWith(text.Length > 16 ? text[16..] : string.Empty, StringComparison.Ordinal);
    }

    private void Write(char kind, Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        text.WriteByte((byte)kind);
        text.WriteByte((byte)' ');
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(json);
        }

        Write(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    private void Write(ReadOnlySpan<byte> text)
    {
        var line = JournalLine.Encode(text);
        lock (_lock)
        {
            _stream.Write(line);
        }
    }
}
