using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IlgpuCam.Evaluation.Journals;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The records of several runs over parts of one data set: journals of <c>--resume</c>, or results of <c>--json</c>.</summary>
/// <param name="Settings">What the runs have in common.</param>
/// <param name="Records">The records in the order of the photos.</param>
internal sealed record MergedRuns(ImmutableSortedDictionary<string, string> Settings, ImmutableArray<PhotoRecord> Records)
{
    /// <summary>The setting that says how many photos the data set has.</summary>
    internal const string Photos = "photos";

    /// <summary>Reads and joins files.</summary>
    /// <param name="paths">The files.</param>
    /// <exception cref="FailureException">They belong to different runs, overlap, or leave photos out.</exception>
    internal static MergedRuns Read(IReadOnlyList<string> paths)
    {
        var runs = paths.Select(p => (Path: p, Run: ReadOne(p))).ToArray();
        var first = runs[0];
        var records = new SortedDictionary<int, PhotoRecord>();
        foreach (var (path, run) in runs)
        {
            if (SettingsJson.Difference(first.Run.Settings, run.Settings, exceptShard: true) is { } difference)
            {
                throw new FailureException($"{path} and {first.Path} belong to different runs: {difference.Replace(" now", string.Empty, StringComparison.Ordinal)}.");
            }

            foreach (var record in run.Records)
            {
                if (!records.TryAdd(record.Index, record))
                {
                    throw new FailureException($"{path}: the photo {record.Image} is in another of the files as well.");
                }
            }
        }

        var count = int.TryParse(first.Run.Settings.GetValueOrDefault(Photos), NumberStyles.None, CultureInfo.InvariantCulture, out var photos) ? photos : 0;
        if (records.Count != count || (count > 0 && (records.Keys.First() != 0 || records.Keys.Last() != count - 1)))
        {
            throw new FailureException($"The data set has {count} photos, and {records.Count} of them are in the files: finish the runs with --resume, or name all their files.");
        }

        return new(first.Run.Settings.SetItem(SettingsJson.Shard, Shard.Whole.ToString()), [.. records.Values]);
    }

    private static MergedRuns ReadOne(string path)
    {
        if (JournalContent.IsJournal(path))
        {
            var journal = JournalContent.Read(path);
            return new(journal.Settings, [.. journal.Records.Values]);
        }

        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return new(
                SettingsJson.Read(document.RootElement.GetProperty("settings")),
                [.. document.RootElement.GetProperty("images").EnumerateArray().Select(RecordJson.Read)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FailureException($"{path}: a journal of --resume or a result of --json was expected: {e.Message}");
        }
    }
}
