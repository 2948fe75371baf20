using System.Collections.Immutable;
using IlgpuCam.Evaluation.Metrics;
using IlgpuCam.Evaluation.Summaries;
using IlgpuCam.Imaging;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>The curves of an evaluation: accuracy of boxes over the threshold, or, where there are masks alone, precision of pixels over recall.</summary>
internal static class EvaluationChart
{
    /// <summary>The curves of boxes in per cent, by the names that results give them.</summary>
    internal static IEnumerable<(string Name, string Title, ImmutableArray<double> Values)> BoxCurves(CurveSummary curves)
    {
        var boxes = curves.Boxes;
        if (boxes.Photos > 0)
        {
            yield return ("largest_50", "largest contour, IoU 0.5", boxes.Curve(s => s.Single));
            yield return ("any_30", "any contour, IoU 0.3", boxes.Curve(s => s.At30));
            yield return ("any_50", "any contour, IoU 0.5", boxes.Curve(s => s.At50));
            yield return ("any_70", "any contour, IoU 0.7", boxes.Curve(s => s.At70));
        }

        if (!curves.Thresholds.IsEmpty)
        {
            yield return ("boxes_50", "boxes of the run, IoU 0.5", curves.Thresholds);
        }
    }

    /// <summary>Writes the chart as .svg or .png.</summary>
    /// <param name="path">The file.</param>
    /// <param name="curves">The figures over thresholds.</param>
    /// <exception cref="FailureException">There is no curve.</exception>
    internal static void Write(string path, CurveSummary curves)
    {
        if (curves.Boxes.Photos > 0)
        {
            var lines = BoxCurves(curves).Select(curve => new ChartSeries(curve.Title, [.. curve.Values.Select((v, i) => (i / 100.0, v))]));
            new Chart("Localised photos", "threshold as a share of the maximum", "%", 1, 100, [.. lines]).Save(path);
        }
        else if (curves.Pixels.Photos > 0)
        {
            var line = new ChartSeries("pixels", [.. curves.Pixels.Curve().Select(p => (p.Recall, 100 * p.Precision))]);
            new Chart("Pixels on the object", "recall", "precision %", 1, 100, [line]).Save(path);
        }
        else
        {
            throw new FailureException($"{path}: no photo has a box or a mask, so there is no curve to draw.");
        }
    }
}
