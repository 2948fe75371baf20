using System.Collections.Immutable;
using IlgpuCam.Evaluation.Faithfulness;

namespace IlgpuCam.Evaluation.Summaries;

/// <summary>How faithful a method is over photos.</summary>
public sealed class FaithfulnessSummary
{
    private readonly ImmutableArray<PhotoFaithfulness> _photos;

    /// <summary>Averages over photos.</summary>
    /// <param name="photos">What was measured, at least one.</param>
    public FaithfulnessSummary(IEnumerable<PhotoFaithfulness> photos)
    {
        _photos = [.. photos];
        Figures =
        [
            Of("avg_drop", p => p.Drop),
            Of("conf_increase", p => p.IsIncreased ? 1 : 0),
            Of("deletion_auc", p => p.DeletionArea),
            Of("insertion_auc", p => p.InsertionArea),
            Of("road", p => p.Road),
        ];
        Deletion = Mean(p => p.Deletion);
        Insertion = Mean(p => p.Insertion);
        MostRelevantFirst = Mean(p => p.MostRelevantFirst);
        LeastRelevantFirst = Mean(p => p.LeastRelevantFirst);
    }

    /// <summary>Average drop, increase in confidence, areas of deletion and insertion, ROAD: a number a photo each.</summary>
    public ImmutableArray<Rate> Figures { get; }

    /// <summary>The mean curve of deletion.</summary>
    public ImmutableArray<double> Deletion { get; }

    /// <summary>The mean curve of insertion.</summary>
    public ImmutableArray<double> Insertion { get; }

    /// <summary>ROAD's mean curve where the pixels of the largest values go.</summary>
    public ImmutableArray<double> MostRelevantFirst { get; }

    /// <summary>ROAD's mean curve where the pixels of the smallest values go.</summary>
    public ImmutableArray<double> LeastRelevantFirst { get; }

    private Rate Of(string key, Func<PhotoFaithfulness, double> figure) => new(key, [.. _photos.Select(figure)]);

    private ImmutableArray<double> Mean(Func<PhotoFaithfulness, ImmutableArray<double>> curve)
    {
        var least = _photos.Min(p => curve(p).Length);
        return [.. Enumerable.Range(0, least).Select(i => _photos.Average(p => curve(p)[i]))];
    }
}
