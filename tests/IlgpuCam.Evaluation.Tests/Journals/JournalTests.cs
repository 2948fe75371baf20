using System.Collections.Immutable;
using System.Text;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Testing;

namespace IlgpuCam.Evaluation.Tests.Journals;

public sealed class JournalTests : IDisposable
{
    private static readonly ImmutableSortedDictionary<string, string> Settings = ImmutableSortedDictionary<string, string>.Empty.Add("model", "m").Add("threshold", "0.2");
    private readonly TemporaryFolder _folder = new();

    private string File1 => _folder["j"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_come_back_as_they_were()
    {
        var record = new PhotoRecord(3, "a/\u00e4 \"b\".jpg")
        {
            Problems = ["x\ny"],
            Unknown = ["zebra"],
            Width = 640,
            Height = 3,
            ScaleX = 224 / 640.0,
            ScaleY = 0.1,
            Labels = [104, 7],
            Objects = [new(104, new(0.1, 1 / 3.0, 5, 1e9))],
            Top = [new(7, 0.1f, float.NaN, [new(1, 2, 3, 4), new(0, 0, 9, 9)], new(5, 6))],
            Asked = [new(104, 1e-30f, -3.5f, [], new(0, 0))],
            Curves = [new("MaxBoxAcc", "00ff")],
        };
        using (var journal = Journal.Open(File1, Settings))
        {
            journal.Begin(3);
            journal.Append(record);
        }

        using var again = Journal.Open(File1, Settings);
        Assert.Equal(Text(record), Text(Assert.Single(again.Records)));
        Assert.Empty(again.UnderWay);
        Assert.True(float.IsNaN(again.Records[0].Top[0].Logit));
    }

    [Fact]
    public void A_journal_cut_at_any_byte_keeps_all_records_that_were_whole()
    {
        using (var journal = Journal.Open(File1, Settings))
        {
            for (var i = 0; i < 3; i++)
            {
                journal.Begin(i);
                journal.Append(new(i, $"{i}.jpg"));
            }
        }

        var bytes = File.ReadAllBytes(File1);
        for (var length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(File1, bytes[..length]);
            var whole = Encoding.UTF8.GetString(bytes, 0, length).Split('\n')[..^1].Count(l => l[17] == 'R');
            using (var journal = Journal.Open(File1, Settings))
            {
                Assert.Equal(whole, journal.Records.Length);
                journal.Append(new(9, "9.jpg"));
            }

            Assert.Equal(whole + 1, JournalContent.Read(File1).Records.Count);
        }
    }

    [Fact]
    public void Other_settings_damage_and_other_files_are_refused_with_a_sentence()
    {
        using (var journal = Journal.Open(File1, Settings))
        {
            journal.Append(new(0, "0.jpg"));
            journal.Append(new(1, "1.jpg"));
        }

        Assert.Contains("threshold was '0.2' and is '0.3' now", Refusal(Settings.SetItem("threshold", "0.3")), StringComparison.Ordinal);
        Assert.Contains("views was not set and is 'flip' now", Refusal(Settings.Add("views", "flip")), StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(File1);
        bytes[Array.IndexOf(bytes, (byte)'\n') + 30] ^= 1;
        File.WriteAllBytes(File1, bytes);
        Assert.Contains("is damaged, and others follow it", Refusal(Settings), StringComparison.Ordinal);
        foreach (var text in new[] { "{\"images\":[]}", "notes\nof mine\n", "\0\0\0", new string('a', 40) })
        {
            File.WriteAllText(File1, text);
            Assert.Contains("journal", Refusal(Settings), StringComparison.Ordinal);
            Assert.Equal(text, File.ReadAllText(File1));
        }
    }

    [Fact]
    public void Two_runs_cannot_write_one_journal()
    {
        using var journal = Journal.Open(File1, Settings);
        Assert.Throws<IOException>(() => Journal.Open(File1, Settings));
    }

    private static string Text(PhotoRecord record)
    {
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream))
        {
            RecordJson.Write(json, record);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private string Refusal(ImmutableSortedDictionary<string, string> settings) => Assert.Throws<JournalException>(() => Journal.Open(File1, settings)).Message;
}
