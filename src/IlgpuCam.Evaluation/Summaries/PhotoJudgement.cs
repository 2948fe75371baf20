using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Evaluation.Records;

namespace IlgpuCam.Evaluation.Summaries;

/// <summary>What is right and wrong in one photo.</summary>
internal static class PhotoJudgement
{
    /// <summary>From which overlap on a box is right.</summary>
    public const double RightOverlap = 0.5;

    /// <summary>Whether a true class is among the best.</summary>
    public static bool IsClassRight(PhotoRecord record, int best) => record.Top.Take(best).Any(f => record.Labels.Contains(f.Class));

    /// <summary>Whether the first guess is right in class and place: the first box of the best class.</summary>
    public static bool IsFirstGuessRight(PhotoRecord record) =>
        record.Top is [{ Boxes: [var box, ..] } first, ..] && first.BestOverlap(box, record.Objects) >= RightOverlap;

    /// <summary>Whether one of the five guesses is.</summary>
    public static bool IsAnyGuessRight(PhotoRecord record) => record.Top.Any(f => f.BestOverlap(record.Objects) >= RightOverlap);

    /// <summary>Whether the peak of a class lies in one of its boxes, or near one.</summary>
    /// <param name="record">The photo.</param>
    /// <param name="finding">The class.</param>
    /// <param name="tolerance">How far outside, in pixels of the network's input along each axis.</param>
    public static bool IsPointRight(PhotoRecord record, ClassFinding finding, double tolerance)
    {
        var (x, y) = (finding.Peak.X + 0.5, finding.Peak.Y + 0.5);
        var (nearX, nearY) = (tolerance / record.ScaleX, tolerance / record.ScaleY);
        return record.Objects.Any(o => o.Class == finding.Class && IsNear(o.Box, x, y, nearX, nearY));
    }

    private static bool IsNear(TrueBox box, double x, double y, double nearX, double nearY) =>
        x >= box.X0 - nearX && x <= box.X1 + nearX && y >= box.Y0 - nearY && y <= box.Y1 + nearY;
}
