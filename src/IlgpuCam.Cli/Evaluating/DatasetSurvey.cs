using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>What a first reading of the annotations shows: how many photos there are, of which classes, and a checksum that tells one data set from another.</summary>
/// <param name="Count">The photos.</param>
/// <param name="Classes">The model's classes that they have.</param>
/// <param name="Unknown">The data set's classes that the model lacks, with the number of photos.</param>
/// <param name="IsMultiLabel">Whether a photo has several classes.</param>
/// <param name="Checksum">Over names, classes and boxes.</param>
internal sealed record DatasetSurvey(int Count, ImmutableArray<int> Classes, IReadOnlyDictionary<string, int> Unknown, bool IsMultiLabel, string Checksum)
{
    /// <summary>Reads the annotations once.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="truth">Finds the model's classes.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal static DatasetSurvey Of(IDataset dataset, SampleTruth truth, CancellationToken cancellation)
    {
        var (count, isMultiLabel) = (0, false);
        var classes = new SortedSet<int>();
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sample in dataset.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var record = truth.Describe(sample, count++);
            isMultiLabel |= record.Labels.Length > 1;
            classes.UnionWith(record.Labels);
            foreach (var name in record.Unknown)
            {
                unknown[name] = unknown.GetValueOrDefault(name) + 1;
            }

            hash.AppendData(Encoding.UTF8.GetBytes(Line(record, sample)));
        }

        return new(count, [.. classes], unknown, isMultiLabel, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string Line(PhotoRecord record, Sample sample) =>
        $"{record.Image}\t{string.Join(',', record.Labels)}\t{string.Join(',', record.Objects.Select(o => $"{o.Class}{o.Box}"))}\t{string.Join('|', sample.Masks?.MaskPaths ?? [])}|{sample.Masks?.IgnorePath}\n";
}
