namespace IlgpuCam.Explain.Algebra;

/// <summary>All eigenvalues and eigenvectors of a small symmetric matrix by cyclic rotations (Jacobi 1846; Golub, Van Loan, "Matrix Computations", section 8.5).</summary>
internal static class Jacobi
{
    private const int MostSweeps = 60;

    /// <summary>Finds them.</summary>
    /// <param name="matrix">The matrix; its values are lost.</param>
    /// <returns>The eigenvalues in no order, and the eigenvectors, one a row, of length 1.</returns>
    internal static (double[] Values, double[] Vectors) Solve(SymmetricMatrix matrix)
    {
        var n = matrix.Size;
        var vectors = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            vectors[(i * n) + i] = 1;
        }

        var whole = SymmetricMatrix.Dot(matrix.Values, matrix.Values);
        for (var sweep = 0; sweep < MostSweeps && OffDiagonal(matrix) > whole * 1e-31; sweep++)
        {
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    Rotate(matrix, vectors, p, q);
                }
            }
        }

        return ([.. Enumerable.Range(0, n).Select(i => matrix[i, i])], vectors);
    }

    private static double OffDiagonal(SymmetricMatrix matrix)
    {
        var sum = 0.0;
        for (var i = 0; i < matrix.Size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += 2 * matrix[i, j] * matrix[i, j];
            }
        }

        return sum;
    }

    /// <summary>Turns the plane of two axes so that their common element becomes 0.</summary>
    private static void Rotate(SymmetricMatrix matrix, double[] vectors, int p, int q)
    {
        var element = matrix[p, q];
        if (element == 0)
        {
            return;
        }

        var n = matrix.Size;
        var ratio = (matrix[q, q] - matrix[p, p]) / (2 * element);
        var tangent = Math.CopySign(1, ratio) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        var (first, last) = (matrix[p, p] - (tangent * element), matrix[q, q] + (tangent * element));
        for (var k = 0; k < n; k++)
        {
            var (a, b) = (matrix[k, p], matrix[k, q]);
            matrix.Set(k, p, (cosine * a) - (sine * b));
            matrix.Set(k, q, (sine * a) + (cosine * b));
            (a, b) = (vectors[(p * n) + k], vectors[(q * n) + k]);
            vectors[(p * n) + k] = (cosine * a) - (sine * b);
            vectors[(q * n) + k] = (sine * a) + (cosine * b);
        }

        matrix.Set(p, p, first);
        matrix.Set(q, q, last);
        matrix.Set(p, q, 0);
    }
}
