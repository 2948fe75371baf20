namespace IlgpuCam.Evaluation.Summaries;

/// <summary>The figures of one class. Shares are NaN where no photo counts.</summary>
/// <param name="Class">The class, from 0.</param>
/// <param name="Photos">Photos that have it.</param>
/// <param name="Top1">The share of them for which it is the best class.</param>
/// <param name="Top5">The share for which it is among the best five.</param>
/// <param name="GtKnown">The share in which a box drawn for it is right, among the photos that have boxes of it.</param>
/// <param name="Overlap">The mean overlap of its best box.</param>
/// <param name="Pointing">The share in which the peak lies in a box.</param>
/// <param name="Point">The same within the tolerance.</param>
/// <param name="AveragePrecision">Of the ranking of all photos by the class's probability.</param>
/// <param name="PointAveragePrecision">The same, a photo being right only where the peak lies within the tolerance of a box (Oquab et al. 2015).</param>
public sealed record ClassSummary(
    int Class, int Photos, double Top1, double Top5, double GtKnown, double Overlap, double Pointing, double Point, double AveragePrecision, double PointAveragePrecision);
