using System.Collections.Immutable;
using System.Diagnostics;
using IlgpuCam.Cli.Evaluating;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Records;
using IlgpuCam.Testing;

namespace IlgpuCam.Cli.Tests.Evaluating;

public sealed class ResumeTests : IDisposable
{
    private const int Photos = 40;
    private const int Workers = 2;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ten_deaths_inside_a_write_cost_the_photos_under_way_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var settings = ImmutableSortedDictionary<string, string>.Empty.Add("seed", "1");
        var forwards = new CountingEvaluator();
        for (var death = 0; death < 10; death++)
        {
            var before = Length();
            using var journal = Journal.Open(_folder["j"], settings, file => new DyingStream(file, random.Next(1, 400)));
            Assert.Throws<InvalidOperationException>(() => Work(journal, forwards));
            Assert.True(Length() >= before - 400, "whole records were lost");
        }

        using var last = Journal.Open(_folder["j"], settings);
        Work(last, forwards);
        last.Dispose();
        var content = JournalContent.Read(_folder["j"]);
        Assert.Equal(Enumerable.Range(0, Photos), content.Records.Keys);

        // A death in the first line happens before any photo.
        Assert.InRange(forwards.Counts.Values.Sum(), Photos, Photos + (10 * Workers));
        Assert.All(forwards.Counts, c => Assert.Equal(c.Value, 1 + forwards.Deaths(c.Key, content)));
        Assert.All(content.Records.Values, r => Assert.Equal(1f / (r.Index + 3), r.Top[0].Probability));
    }

    [Fact]
    public void A_process_killed_ten_times_gives_the_same_result_and_does_no_photo_twice_but_those_under_way()
    {
        for (var i = 0; i < Photos; i++)
        {
            Directory.CreateDirectory(_folder[$"set/{i % 2}"]);
            File.CreateSymbolicLink(_folder[$"set/{i % 2}/{i:00}.png"], Path.Combine(TestFiles.Root, "samples", i % 3 == 0 ? "coffee.png" : "chelsea.png"));
        }

        string[] command = ["eval", _folder["set"], "--device", "cpu", "--input-size", "64", "--threads", "2", "--worst", "0"];
        var whole = CommandLineTool.Run([.. command, "--json", _folder["whole.json"], "--resume", _folder["whole"]]);
        Assert.Equal("", whole.Error);
        Assert.Equal(0, whole.ExitCode);
        var random = new Random(8);
        var full = new FileInfo(_folder["whole"]).Length;
        for (var death = 0; death < 10; death++)
        {
            KillWhen([.. command, "--resume", _folder["j"]], full * (death + random.NextDouble()) / 10.5);
            using var file = new FileStream(_folder["j"], FileMode.OpenOrCreate);
            file.SetLength(Math.Max(0, file.Length - random.Next(60)));
        }

        var last = CommandLineTool.Run([.. command, "--resume", _folder["j"], "--json", _folder["resumed.json"]]);
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(File.ReadAllText(_folder["whole.json"]), File.ReadAllText(_folder["resumed.json"]));
        var begun = File.ReadLines(_folder["j"]).Where(l => l[17] == 'B').Select(l => l[19..]).ToArray();
        Assert.Equal(Photos, begun.Distinct().Count());
        Assert.InRange(begun.Length, Photos, Photos + (10 * Workers));
    }

    private static void Work(Journal journal, CountingEvaluator evaluator)
    {
        var done = journal.Records.Select(r => r.Index).ToHashSet();
        var left = Enumerable.Range(0, Photos).Where(i => !done.Contains(i)).Select(i => new EvaluatedPhoto(i, new($"{i}.jpg", "nowhere")));
        foreach (var record in new EvaluationWork(evaluator, journal).Run(left, Workers, CancellationToken.None))
        {
            Assert.DoesNotContain(record.Index, done);
        }
    }

    private static void KillWhen(string[] command, double length)
    {
        var start = CommandLineTool.Native is { } native
            ? new ProcessStartInfo(native, command)
            : new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "IlgpuCam.Cli.dll"), .. command]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var journal = new FileInfo(command[^1]);
        for (var waited = 0; waited < 30_000 && !process.HasExited; waited++)
        {
            journal.Refresh();
            if (journal.Exists && journal.Length >= length)
            {
                break;
            }

            Thread.Sleep(1);
        }

        process.Kill();
        process.WaitForExit();
    }

    private long Length() => File.Exists(_folder["j"]) ? new FileInfo(_folder["j"]).Length : 0;

    /// <summary>Stands for a model, and counts how often each photo goes through it.</summary>
    private sealed class CountingEvaluator : IPhotoEvaluator
    {
        public SortedDictionary<int, int> Counts { get; } = [];

        public int BatchSize => 1;

        public PhotoRecord[] Evaluate((EvaluatedPhoto Photo, LoadedPhoto Pixels)[] photos, CancellationToken cancellation)
        {
            var index = photos.Single().Photo.Index;
            lock (Counts)
            {
                Counts[index] = Counts.GetValueOrDefault(index) + 1;
            }

            return [new(index, $"{index}.jpg") { Width = 10, Height = 10, Top = [new(1, 1f / (index + 3), 0, [], new(0, 0))] }];
        }

        /// <summary>How often a photo was begun and its record not written: what the journal says.</summary>
        public int Deaths(int index, JournalContent content)
        {
            var begun = File.ReadLines(content.Path).Count(l => l[17] == 'B' && l[19..] == $"{index}");

            // A beginning that was cut off was taken out of the journal and never reached the model.
            return Math.Min(Counts[index], begun) - 1;
        }
    }
}
