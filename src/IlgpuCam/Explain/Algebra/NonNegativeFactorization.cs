namespace IlgpuCam.Explain.Algebra;

/// <summary>
/// A matrix without negative elements as a product of two thin ones without, of the least squared error: one column at a time, in turn (hierarchical
/// alternating least squares; Cichocki, Zdunek, Amari 2007). Finds a local minimum that depends on the seed.
/// </summary>
internal static class NonNegativeFactorization
{
    private const int MostRounds = 500;
    private const double LeastProgress = 1e-6;

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">The elements, row by row.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="rank">The columns of the left and rows of the right factor.</param>
    /// <param name="seed">Where the random start begins.</param>
    /// <returns>The factors, each with one concept a row ([rank,rows] and [rank,columns]), and the relative error.</returns>
    internal static (double[] Left, double[] Right, double Error) Factor(double[] matrix, int rows, int rank, int seed)
    {
        var columns = matrix.Length / rows;
        var transposed = new double[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            transposed[(i % columns * rows) + (i / columns)] = matrix[i];
        }

        var random = new RandomNumbers(seed);
        var scale = Math.Sqrt(matrix.Average() / rank);
        double[] left = [.. Enumerable.Range(0, rank * rows).Select(_ => scale * random.Uniform())];
        double[] right = [.. Enumerable.Range(0, rank * columns).Select(_ => scale * random.Uniform())];
        var norm = SymmetricMatrix.Dot(matrix, matrix);
        var error = double.PositiveInfinity;
        for (var round = 0; round < MostRounds; round++)
        {
            Update(right, left, transposed, rank);
            Update(left, right, matrix, rank);
            var now = Error(left, right, matrix, norm, rank);
            if (error - now < LeastProgress * error)
            {
                return (left, right, Math.Min(error, now));
            }

            error = now;
        }

        return (left, right, error);
    }

    /// <summary>Improves one factor, a row at a time, with the other one as it is.</summary>
    /// <param name="factor">The rows to improve.</param>
    /// <param name="other">The other factor's rows.</param>
    /// <param name="matrix">The matrix with a row for each column of <paramref name="factor"/>.</param>
    /// <param name="rank">Rows of either.</param>
    private static void Update(double[] factor, double[] other, double[] matrix, int rank)
    {
        var (length, width) = (factor.Length / rank, other.Length / rank);
        var products = SymmetricMatrix.OfProducts(other, rank);
        for (var r = 0; r < rank; r++)
        {
            var row = other.AsSpan(r * width, width);
            var square = products[r, r];
            for (var i = 0; i < length && square > 0; i++)
            {
                var explained = 0.0;
                for (var s = 0; s < rank; s++)
                {
                    explained += factor[(s * length) + i] * products[s, r];
                }

                ref var element = ref factor[(r * length) + i];
                element = Math.Max(0, element + ((SymmetricMatrix.Dot(matrix.AsSpan(i * width, width), row) - explained) / square));
            }
        }
    }

    private static double Error(double[] left, double[] right, double[] matrix, double norm, int rank)
    {
        var (rows, columns) = (left.Length / rank, right.Length / rank);
        var square = 0.0;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var value = matrix[(i * columns) + j];
                for (var r = 0; r < rank; r++)
                {
                    value -= left[(r * rows) + i] * right[(r * columns) + j];
                }

                square += value * value;
            }
        }

        return norm == 0 ? 0 : Math.Sqrt(square / norm);
    }
}
