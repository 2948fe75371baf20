using System.Collections.Immutable;
using IlgpuCam.Evaluation.Faithfulness;
using IlgpuCam.Evaluation.Summaries;
using IlgpuCam.Imaging;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The curves of methods, a line each: boxes over thresholds, and, where it was measured, deletion, insertion and ROAD in files of their own beside it.</summary>
internal static class MethodChart
{
    // As many as there are colours.
    private const int Most = 6;

    /// <summary>Writes the charts as .svg or .png.</summary>
    /// <param name="path">The file of the boxes; the others have <c>.deletion</c> and the like before the extension.</param>
    /// <param name="methods">The methods.</param>
    /// <exception cref="FailureException">There is no curve.</exception>
    internal static void Write(string path, IReadOnlyList<MethodSummary> methods)
    {
        var boxed = methods.Where(m => m.Localization.Curves.Boxes.Photos > 0).ToArray();
        var measured = methods.Where(m => m.Faithfulness is not null).Select(m => (m.Method, Found: m.Faithfulness!)).ToArray();
        if (boxed.Length + measured.Length == 0)
        {
            throw new FailureException($"{path}: no photo has a box, and faithfulness was not measured, so there is no curve to draw.");
        }

        if (boxed.Length > 0)
        {
            Draw(path, "Localised photos, largest contour, IoU 0.5", "threshold as a share of the maximum", 100, isAtBottom: false,
                boxed.Select(m => (m.Method, Figure: m.Localization.Curves.Boxes.MaxBoxAcc, Line: Steps(m.Localization.Curves.Boxes.Curve(s => s.Single), 0.01))));
        }

        if (measured.Length == 0)
        {
            return;
        }

        string Beside(string name) => Path.ChangeExtension(path, name + Path.GetExtension(path));
        double Area(FaithfulnessSummary found, string key) => found.Figures.First(f => f.Key == key).Value;
        Draw(Beside("deletion"), "Deletion: the class's probability", "share of pixels set to 0, the largest values first", 100, isAtBottom: false,
            measured.Select(m => (m.Method, -Area(m.Found, "deletion_auc"), Whole(m.Found.Deletion))));
        Draw(Beside("insertion"), "Insertion: the class's probability", "share of pixels put in, the largest values first", 100, isAtBottom: true,
            measured.Select(m => (m.Method, Area(m.Found, "insertion_auc"), Whole(m.Found.Insertion))));
        Draw(Beside("road"), "ROAD: half of what the probability keeps more when the least relevant pixels go first", "share of pixels imputed", 50, isAtBottom: false,
            measured.Select(m => (m.Method, Area(m.Found, "road"), Road(m.Found))));
    }

    private static void Draw(string path, string title, string xLabel, double end, bool isAtBottom, IEnumerable<(string Method, double Figure, (double X, double Y)[] Line)> lines)
    {
        var all = lines.ToArray();
        var best = all.OrderByDescending(l => l.Figure).Take(Most).Select(l => l.Method).ToHashSet();
        var shown = all.Where(l => best.Contains(l.Method)).Select(l => new ChartSeries(l.Method, l.Line)).ToArray();
        var heading = all.Length > shown.Length ? $"{title} (best {Most} of {all.Length})" : title;
        new Chart(heading, xLabel, "%", 1, end, shown) { IsLegendAtBottom = isAtBottom }.Save(path);
    }

    private static (double X, double Y)[] Steps(ImmutableArray<double> values, double step) => [.. values.Select((v, i) => (i * step, v))];

    private static (double X, double Y)[] Whole(ImmutableArray<double> curve) => Steps([.. curve.Select(v => 100 * v)], 1.0 / Math.Max(1, curve.Length - 1));

    private static (double X, double Y)[] Road(FaithfulnessSummary found) =>
        [.. new FaithfulnessOptions().Shares.Zip(found.MostRelevantFirst.Zip(found.LeastRelevantFirst, (most, least) => 50 * (least - most)))];
}
