using System.Collections.Immutable;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Evaluation.Summaries;

/// <summary>The figures of one explanation method, from the records of a data set.</summary>
public sealed class MethodSummary
{
    // Of the best class alone, so no five guesses; classification is the network's, whatever the method.
    private static readonly string[] Keys = ["gt_known_localization", "gt_known_localization_single", "top1_localization", "pointing_game", "point_localization"];

    private MethodSummary(string method, MethodFinding[] found, IReadOnlyList<PhotoRecord> records, double tolerance)
    {
        Method = method;
        Error = Array.TrueForAll(found, f => f.Error is not null) ? found[0].Error : null;
        Localization = new([.. records.Select(r => r.By(method))], tolerance);
        Rates = [.. Localization.Rates.Where(r => Keys.Contains(r.Key) && !r.Outcomes.IsEmpty)];
        double[] times = [.. found.Where(f => f.Error is null).Select(f => f.Milliseconds).Order()];
        Milliseconds = times.Length == 0 ? double.NaN : (times[(times.Length - 1) / 2] + times[times.Length / 2]) / 2;
        var measured = found.Select(f => f.Faithfulness).OfType<IlgpuCam.Evaluation.Faithfulness.PhotoFaithfulness>().ToArray();
        Faithfulness = measured.Length == 0 ? null : new(measured);
    }

    /// <summary>The method's name.</summary>
    public string Method { get; }

    /// <summary>Why it has no figures, where the network does not allow it; null where it has.</summary>
    public string? Error { get; }

    /// <summary>The figures of localisation, those of classification and of five guesses left aside.</summary>
    public ImmutableArray<Rate> Rates { get; }

    /// <summary>All that follows from its boxes.</summary>
    public EvaluationSummary Localization { get; }

    /// <summary>The median over the photos of the time of a map, in milliseconds; NaN without one.</summary>
    public double Milliseconds { get; }

    /// <summary>How faithful it is; null where that was not measured.</summary>
    public FaithfulnessSummary? Faithfulness { get; }

    /// <summary>The figures of every method of a run, in the order in which they ran; empty for a run without methods.</summary>
    /// <param name="records">The records in the order of the photos.</param>
    /// <param name="tolerance">How far from a box a peak may lie, in pixels of the network's input.</param>
    public static ImmutableArray<MethodSummary> Of(IReadOnlyList<PhotoRecord> records, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(records);
        var found = records.SelectMany(r => r.Methods).GroupBy(m => m.Method, StringComparer.Ordinal);
        return [.. found.Select(g => new MethodSummary(g.Key, [.. g], records, tolerance))];
    }
}
