using System.Collections.Immutable;

namespace IlgpuCam.Evaluation.Synthetic;

/// <summary>A class of the drawn data set: a shape with a texture, each a region of the plane around the origin.</summary>
/// <param name="Name">Its name and the name of its folder.</param>
/// <param name="Shape">Whether a point is in the shape, which reaches to a distance of at most 1.</param>
/// <param name="Texture">Whether a point has the first of the two colours.</param>
internal sealed record SyntheticClass(string Name, Func<double, double, bool> Shape, Func<double, double, bool> Texture)
{
    /// <summary>All of them.</summary>
    internal static ImmutableArray<SyntheticClass> All { get; } =
    [
        new("checked_square", (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) <= 0.72, (x, y) => (Cell(x, 0.24) + Cell(y, 0.24)) % 2 == 0),
        new("dotted_triangle", IsInTriangle, (x, y) => Math.Pow(Within(x, 0.3), 2) + Math.Pow(Within(y, 0.3), 2) < 0.0081),
        new("ringed_star", IsInStar, (x, y) => Cell(Math.Sqrt((x * x) + (y * y)), 0.14) % 2 == 0),
        new("striped_disc", (x, y) => (x * x) + (y * y) <= 1, (x, _) => Cell(x, 0.2) % 2 == 0),
    ];

    private static int Cell(double value, double width) => (int)Math.Floor((value / width) + 1000);

    // The distance to the middle of the cell.
    private static double Within(double value, double width) => value - ((Math.Floor(value / width) + 0.5) * width);

    private static bool IsInTriangle(double x, double y) => y <= 0.5 && y >= (Math.Sqrt(3) * Math.Abs(x)) - 1;

    // Between the circles of radius 0.42 and 1 the outline runs straight from one to the other, five times each way.
    private static bool IsInStar(double x, double y)
    {
        const double Inner = 0.42;
        var sector = Math.PI / 5;
        var angle = Math.Abs(Math.IEEERemainder(Math.Atan2(y, x), 2 * sector));
        var (along, across) = (Math.Cos(angle) * Length(x, y), Math.Sin(angle) * Length(x, y));
        var (innerX, innerY) = (Inner * Math.Cos(sector), Inner * Math.Sin(sector));
        return (innerY * (1 - along)) - ((1 - innerX) * across) >= 0;
    }

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
