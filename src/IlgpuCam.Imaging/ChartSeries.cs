namespace IlgpuCam.Imaging;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points; those that are not finite leave a gap.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
