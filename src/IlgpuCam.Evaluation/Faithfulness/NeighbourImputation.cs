namespace IlgpuCam.Evaluation.Faithfulness;

/// <summary>
/// Noisy linear imputation: pixels that are taken out of an image become what their neighbours let expect, so that the gap tells nothing of its shape (Rong, Leemann, Borisov, Kasneci, Kasneci,
/// "A Consistent and Efficient Evaluation Strategy for Attribution Methods", 2022, section 4.2). Each is the mean of its eight neighbours, direct ones weighing 1/6 and diagonal ones 1/12, which is
/// a sparse linear system over all of them.
/// </summary>
public static class NeighbourImputation
{
    private const int Lanes = 4;
    private const float Tolerance = 5e-6f;
    private const int MostSteps = 2000;

    /// <summary>Fills the gaps of an image, without noise.</summary>
    /// <param name="image">The channels one after the other, rows from top to bottom; what is removed is replaced.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="isRemoved">Which pixels are removed; where all are, they become 0.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the spans.</exception>
    public static void Fill(Span<float> image, int height, int width, ReadOnlySpan<bool> isRemoved) => Fill(image, height, width, isRemoved, Tolerance);

    /// <summary>The same to another accuracy.</summary>
    /// <param name="image">The image.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="isRemoved">Which pixels are removed.</param>
    /// <param name="tolerance">The residual that is left, as a share of the standard deviation of the pixels that stay.</param>
    internal static void Fill(Span<float> image, int height, int width, ReadOnlySpan<bool> isRemoved, float tolerance)
    {
        var plane = height * width;
        if (plane < 1 || isRemoved.Length != plane || image.Length % plane != 0)
        {
            throw new ArgumentException($"{height}x{width} pixels and a mask of as many were expected, found {image.Length} values and a mask of {isRemoved.Length}", nameof(image));
        }

        var scale = Spread(image, isRemoved);
        for (var start = 0; start < image.Length; start += Lanes * plane)
        {
            var channels = image.Slice(start, Math.Min(Lanes * plane, image.Length - start));
            var grid = ImputationGrid.Of(channels, width, height, isRemoved);
            Solve(grid, tolerance * scale);
            grid.Write(channels);
        }
    }

    // From coarse to fine (cascadic multigrid, Bornemann and Deuflhard 1996): what lies far from the edge of a gap is found where it is few pixels away.
    private static void Solve(ImputationGrid grid, float tolerance)
    {
        if (grid.Unknown > 0 && grid.Unknown < grid.Width * grid.Height)
        {
            var half = grid.Halved();
            Solve(half, tolerance);
            grid.GuessFrom(half);
            grid.Solve(tolerance, MostSteps);
        }
    }

    // Of what is known, as the unit of the tolerance.
    private static float Spread(ReadOnlySpan<float> image, ReadOnlySpan<bool> isRemoved)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        for (var i = 0; i < image.Length; i++)
        {
            if (!isRemoved[i % isRemoved.Length])
            {
                count++;
                sum += image[i];
                squares += (double)image[i] * image[i];
            }
        }

        return count == 0 ? 0 : (float)Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count))));
    }
}
