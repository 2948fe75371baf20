namespace IlgpuCam.Explain.Algebra;

/// <summary>
/// The eigenvector of a symmetric matrix's largest eigenvalue, in float64: small matrices by <see cref="Jacobi"/>, others by Lanczos steps with full
/// orthogonalisation, begun anew from the best vector so far (Golub, Van Loan, "Matrix Computations", sections 10.1 and 10.3).
/// </summary>
internal static class DominantEigenvector
{
    private const int Steps = 40;
    private const int MostRestarts = 100;
    private const double Tolerance = 1e-12;

    /// <summary>Finds it.</summary>
    /// <param name="matrix">The matrix; its values may be lost.</param>
    /// <returns>The largest eigenvalue (not the largest magnitude), and its eigenvector of length 1, whose sign means nothing.</returns>
    internal static (double Value, double[] Vector) Of(SymmetricMatrix matrix)
    {
        if (matrix.Size <= Steps)
        {
            return Largest(matrix);
        }

        var random = new RandomNumbers(1);
        var vector = new double[matrix.Size];
        foreach (ref var element in vector.AsSpan())
        {
            element = random.Normal();
        }

        var value = 0.0;
        for (var restart = 0; restart < MostRestarts; restart++)
        {
            (value, var residual, var scale) = Improve(matrix, vector);
            if (residual <= Tolerance * scale)
            {
                break;
            }
        }

        return (value, vector);
    }

    private static (double Value, double[] Vector) Largest(SymmetricMatrix small)
    {
        var (values, vectors) = Jacobi.Solve(small);
        var best = Array.IndexOf(values, values.Max());
        return (values[best], vectors.AsSpan(best * small.Size, small.Size).ToArray());
    }

    /// <summary>The best vector of the space that a vector and its images span.</summary>
    private static (double Value, double Residual, double Scale) Improve(SymmetricMatrix matrix, double[] vector)
    {
        var n = matrix.Size;
        var basis = new double[Steps * n];
        var projected = new SymmetricMatrix(Steps);
        var next = new double[n];
        vector.CopyTo(next, 0);
        var (count, length, scale) = (0, Normalise(next), 0.0);
        while (count < Steps && length > scale * 1e-14)
        {
            var current = basis.AsSpan(count * n, n);
            next.CopyTo(current);
            if (count > 0)
            {
                projected.Set(count, count - 1, length);
            }

            matrix.Multiply(current, next);
            projected.Set(count, count, SymmetricMatrix.Dot(current, next));
            count++;
            for (var pass = 0; pass < 2; pass++)
            {
                for (var i = 0; i < count; i++)
                {
                    Add(next, basis.AsSpan(i * n, n), -SymmetricMatrix.Dot(next, basis.AsSpan(i * n, n)));
                }
            }

            length = Normalise(next);
            scale = Math.Max(scale, Math.Max(Math.Abs(projected[count - 1, count - 1]), length));
        }

        if (count == 0)
        {
            return (0, 0, 0); // A vector of zeros cannot come from the random start; a matrix of zeros keeps it.
        }

        var small = new SymmetricMatrix(count);
        for (var i = 0; i < count; i++)
        {
            small.Set(i, i, projected[i, i]);
            if (i > 0)
            {
                small.Set(i, i - 1, projected[i, i - 1]);
            }
        }

        var (value, weights) = Largest(small);
        Array.Clear(vector);
        for (var i = 0; i < count; i++)
        {
            Add(vector, basis.AsSpan(i * n, n), weights[i]);
        }

        Normalise(vector);
        return (value, count < Steps ? 0 : length * Math.Abs(weights[^1]), scale);
    }

    private static void Add(Span<double> sum, ReadOnlySpan<double> vector, double factor)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * vector[i];
        }
    }

    private static double Normalise(Span<double> vector)
    {
        var length = Math.Sqrt(SymmetricMatrix.Dot(vector, vector));
        if (length > 0)
        {
            foreach (ref var element in vector)
            {
                element /= length;
            }
        }

        return length;
    }
}
