using System.Collections.Immutable;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Evaluation.Summaries;

/// <summary>The figures of a data set, from its records alone: the same records give the same figures.</summary>
public sealed class EvaluationSummary
{
    private readonly ImmutableArray<PhotoRecord> _classified;
    private readonly ImmutableArray<PhotoRecord> _localized;
    private readonly double _tolerance;

    /// <summary>Computes the figures.</summary>
    /// <param name="records">The records in the order of the photos.</param>
    /// <param name="tolerance">How far from a box a peak may lie, in pixels of the network's input; 18 in Oquab et al. 2015.</param>
    public EvaluationSummary(IReadOnlyList<PhotoRecord> records, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(records);
        _tolerance = tolerance;
        _classified = [.. records.Where(r => r.IsClassified)];
        _localized = [.. records.Where(r => r.IsLocalized)];
        Photos = records.Count;
        Failed = records.Count(r => r.Error is not null);
        WithoutClass = records.Count(r => r.Error is null && r.Labels.IsEmpty);
        WithoutBox = records.Count(r => r.Error is null && !r.Labels.IsEmpty && r.Objects.IsEmpty);
        WithProblems = records.Count(r => !r.Problems.IsEmpty);
        WithUnknownClasses = records.Count(r => !r.Unknown.IsEmpty);
        WithWarnings = records.Count(r => !r.Warnings.IsEmpty);
        Curves = new(records);
        var rates = FindRates().ToArray();
        var intervals = new Lazy<Interval[]>(() => Bootstrap.OfMeans(Array.ConvertAll(rates, r => r.Outcomes)));
        Rates = [.. rates.Select((r, i) => r with { Found = new(() => intervals.Value[i]) })];
        Classes = [.. FindClasses()];
    }

    /// <summary>The photos of the set.</summary>
    public int Photos { get; }

    /// <summary>Photos that count: they have a result and a true class that the model has.</summary>
    public int Images => Math.Max(_classified.Length, _localized.Length);

    /// <summary>Photos that could not be read or run.</summary>
    public int Failed { get; }

    /// <summary>Photos without a class that the model has; they do not count.</summary>
    public int WithoutClass { get; }

    /// <summary>Photos with a class and no box of it: they count for classification alone.</summary>
    public int WithoutBox { get; }

    /// <summary>Photos whose annotation has a fault.</summary>
    public int WithProblems { get; }

    /// <summary>Photos with a class that the model lacks.</summary>
    public int WithUnknownClasses { get; }

    /// <summary>Photos whose file has a fault that could be passed over, such as a missing end.</summary>
    public int WithWarnings { get; }

    /// <summary>The figures over thresholds.</summary>
    public CurveSummary Curves { get; }

    /// <summary>Photos with one object.</summary>
    public int SingleObjectImages => _localized.Count(IsSingle);

    /// <summary>The shares of photos.</summary>
    public ImmutableArray<Rate> Rates { get; }

    /// <summary>The figures of each class that some photo has.</summary>
    public ImmutableArray<ClassSummary> Classes { get; }

    /// <summary>The mean over the classes of the average precision of the ranking by probability; NaN without a class that was looked for in every photo.</summary>
    public double MeanAveragePrecision => Mean(Classes.Select(c => c.AveragePrecision));

    /// <summary>The same for point localisation.</summary>
    public double MeanPointAveragePrecision => Mean(Classes.Select(c => c.PointAveragePrecision));

    /// <summary>The photos that are localised worst, the worst first; equal ones in their order.</summary>
    /// <param name="count">How many.</param>
    public IEnumerable<PhotoRecord> Worst(int count) => _localized.OrderBy(r => r.Known.Overlap).Take(count);

    private static bool IsSingle(PhotoRecord record) => record.Objects.Length == 1;

    private static double Share(IReadOnlyCollection<bool> outcomes) => outcomes.Count == 0 ? double.NaN : (double)outcomes.Count(o => o) / outcomes.Count;

    private static double Mean(IEnumerable<double> values) => values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();

    private static Rate Of(string key, IEnumerable<PhotoRecord> records, Func<PhotoRecord, bool> isRight) => new(key, [.. records.Select(r => isRight(r) ? 1.0 : 0)]);

    private IEnumerable<Rate> FindRates()
    {
        if (!_classified.IsEmpty)
        {
            yield return Of("top1_classification", _classified, r => PhotoJudgement.IsClassRight(r, 1));
            yield return Of("top5_classification", _classified, r => PhotoJudgement.IsClassRight(r, 5));
        }

        if (_localized.IsEmpty)
        {
            yield break;
        }

        yield return Of("gt_known_localization", _localized, r => r.Known.Overlap >= PhotoJudgement.RightOverlap);
        if (!_classified.IsEmpty)
        {
            yield return Of("top1_localization", _localized, PhotoJudgement.IsFirstGuessRight);
            yield return Of("top5_localization", _localized, PhotoJudgement.IsAnyGuessRight);
        }

        yield return Of("gt_known_localization_single", _localized.Where(IsSingle), r => r.Known.Overlap >= PhotoJudgement.RightOverlap);
        yield return new("pointing_game", Points(0));
        yield return new("point_localization", Points(_tolerance));
    }

    // A photo with several classes counts once, with the share of them that are right.
    private ImmutableArray<double> Points(double tolerance) =>
        [.. _localized.Select(r => Share([.. Located(r).Select(f => PhotoJudgement.IsPointRight(r, f, tolerance))])).Where(s => !double.IsNaN(s))];

    private static IEnumerable<ClassFinding> Located(PhotoRecord record) => record.Asked.Where(f => record.Objects.Any(o => o.Class == f.Class));

    private IEnumerable<ClassSummary> FindClasses()
    {
        var all = _classified.Union(_localized).ToArray();
        var findings = new Dictionary<int, List<(PhotoRecord Record, ClassFinding Finding)>>();
        foreach (var record in all)
        {
            foreach (var finding in record.Asked)
            {
                if (!findings.TryGetValue(finding.Class, out var list))
                {
                    findings.Add(finding.Class, list = []);
                }

                list.Add((record, finding));
            }
        }

        foreach (var (index, found) in findings.OrderBy(f => f.Key))
        {
            var having = found.Where(f => f.Record.Labels.Contains(index)).ToArray();
            if (having.Length > 0)
            {
                yield return Of(index, found, having, isRanked: found.Count == all.Length && !_classified.IsEmpty);
            }
        }
    }

    private ClassSummary Of(int index, List<(PhotoRecord Record, ClassFinding Finding)> found, (PhotoRecord Record, ClassFinding Finding)[] having, bool isRanked)
    {
        var boxed = having.Where(f => f.Record.Objects.Any(o => o.Class == index)).ToArray();
        var overlaps = boxed.Select(f => f.Finding.BestOverlap(f.Record.Objects)).ToArray();
        return new(
            index,
            having.Length,
            Share([.. having.Where(f => f.Record.IsClassified).Select(f => f.Record.Top[0].Class == index)]),
            Share([.. having.Where(f => f.Record.IsClassified).Select(f => f.Record.Top.Any(t => t.Class == index))]),
            Share([.. overlaps.Select(o => o >= PhotoJudgement.RightOverlap)]),
            overlaps.Length == 0 ? double.NaN : overlaps.Average(),
            Share([.. boxed.Select(f => PhotoJudgement.IsPointRight(f.Record, f.Finding, 0))]),
            Share([.. boxed.Select(f => PhotoJudgement.IsPointRight(f.Record, f.Finding, _tolerance))]),
            isRanked ? RankedAverage.Precision(found.Select(f => ((double)f.Finding.Probability, f.Record.Labels.Contains(index))), having.Length) : double.NaN,
            isRanked && boxed.Length > 0
                ? RankedAverage.Precision(found.Select(f => ((double)f.Finding.Probability, PhotoJudgement.IsPointRight(f.Record, f.Finding, _tolerance))), boxed.Length)
                : double.NaN);
    }
}
