using IlgpuCam.Evaluation.Summaries;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>How good decision values are.</summary>
public static class HeadScores
{
    /// <summary>The share of samples whose highest decision value is that of a class they have; of equal ones the lowest class counts.</summary>
    /// <param name="decisions">A value a class, for each sample.</param>
    /// <param name="labels">The classes of each sample.</param>
    public static double Accuracy(IReadOnlyList<double[]> decisions, IReadOnlyList<int[]> labels)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(labels);
        return decisions.Count == 0 ? 0 : decisions.Where((d, i) => labels[i].Contains(Array.IndexOf(d, d.Max()))).Count() / (double)decisions.Count;
    }

    /// <summary>
    /// The mean over the classes that some sample has of the average precision: the area under the steps of precision over recall, samples of equal value taken together
    /// (as scikit-learn computes it; no interpolation).
    /// </summary>
    /// <param name="decisions">A value a class, for each sample.</param>
    /// <param name="labels">The classes of each sample.</param>
    public static double MeanAveragePrecision(IReadOnlyList<double[]> decisions, IReadOnlyList<int[]> labels)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(labels);
        var classes = labels.SelectMany(l => l).Distinct().ToArray();
        return classes.Length == 0 ? 0 : classes.Average(c => RankedAverage.Precision(decisions.Select((d, i) => (d[c], labels[i].Contains(c))), labels.Count(l => l.Contains(c))));
    }
}
