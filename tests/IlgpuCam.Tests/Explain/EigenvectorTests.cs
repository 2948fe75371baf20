using IlgpuCam.Explain.Algebra;

namespace IlgpuCam.Tests.Explain;

/// <summary>The eigen solvers on matrices of known spectrum.</summary>
public class EigenvectorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void Jacobi_gives_all_eigenvectors(int size)
    {
        var matrix = Random(size, out var spectrum);
        var (values, vectors) = Jacobi.Solve(Copy(matrix));
        Assert.Equal(spectrum.Order(), values.Order(), (a, b) => Math.Abs(a - b) < 1e-12 * size);
        for (var i = 0; i < size; i++)
        {
            Assert.InRange(Residual(matrix, values[i], vectors[(i * size)..((i + 1) * size)]), 0, 1e-12 * size);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(57)]
    [InlineData(300)]
    public void The_dominant_eigenvector_is_that_of_the_largest_value_even_where_a_negative_one_is_larger_in_magnitude(int size)
    {
        var matrix = Random(size, out var spectrum);
        var (value, vector) = DominantEigenvector.Of(Copy(matrix));
        Assert.Equal(spectrum.Max(), value, 1e-10);
        Assert.Equal(1, SymmetricMatrix.Dot(vector, vector), 1e-12);
        Assert.InRange(Residual(matrix, value, vector), 0, 1e-9);
    }

    [Fact]
    public void A_double_eigenvalue_gives_some_vector_of_its_plane_and_zeros_give_zero()
    {
        var matrix = new SymmetricMatrix(60);
        for (var i = 0; i < 60; i++)
        {
            matrix.Set(i, i, i < 2 ? 5 : 1);
        }

        var (value, vector) = DominantEigenvector.Of(Copy(matrix));
        Assert.Equal(5, value, 1e-12);
        Assert.InRange(Residual(matrix, value, vector), 0, 1e-9);
        Assert.Equal(0, DominantEigenvector.Of(new SymmetricMatrix(60)).Value);
        Assert.Equal(0, DominantEigenvector.Of(new SymmetricMatrix(3)).Value);
    }

    [Fact]
    public void Centring_makes_rows_and_columns_sum_to_zero()
    {
        var matrix = Random(9, out _);
        matrix.Centre();
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(0, matrix.Values.AsSpan(i * 9, 9).ToArray().Sum(), 1e-12);
        }
    }

    [Fact]
    public void Factors_without_negative_numbers_repeat_with_the_seed_and_find_a_product_of_the_same_rank()
    {
        var random = new Random(3);
        double[] left = [.. Enumerable.Range(0, 2 * 30).Select(_ => random.NextDouble())];
        double[] right = [.. Enumerable.Range(0, 2 * 17).Select(_ => random.NextDouble())];
        var matrix = new double[30 * 17];
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] = (left[i / 17] * right[i % 17]) + (left[30 + (i / 17)] * right[17 + (i % 17)]);
        }

        var (a, b, error) = NonNegativeFactorization.Factor(matrix, 30, 2, seed: 5);
        Assert.InRange(error, 0, 1e-3);
        Assert.All(a.Concat(b), v => Assert.True(v >= 0));
        Assert.Equal(a, NonNegativeFactorization.Factor(matrix, 30, 2, seed: 5).Left);
        Assert.NotEqual(a, NonNegativeFactorization.Factor(matrix, 30, 2, seed: 6).Left);
        Assert.Equal(0, NonNegativeFactorization.Factor(new double[12], 3, 2, seed: 1).Error);
    }

    /// <summary>A matrix with eigenvalues from -size to 1, turned by random reflections.</summary>
    private static SymmetricMatrix Random(int size, out double[] spectrum)
    {
        var random = new Random(size);
        var matrix = new SymmetricMatrix(size);
        spectrum = [.. Enumerable.Range(0, size).Select(i => i == 1 ? -2.0 : 1.0 / (i + 1))];
        for (var i = 0; i < size; i++)
        {
            matrix.Set(i, i, spectrum[i]);
        }

        for (var reflection = 0; reflection < 3; reflection++)
        {
            double[] axis = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5)];
            Reflect(matrix, axis);
        }

        return matrix;
    }

    private static void Reflect(SymmetricMatrix matrix, double[] axis)
    {
        var (n, square) = (matrix.Size, SymmetricMatrix.Dot(axis, axis));
        var image = new double[n];
        matrix.Multiply(axis, image);
        var inner = SymmetricMatrix.Dot(axis, image);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var change = ((axis[i] * image[j]) + (image[i] * axis[j])) * 2 / square;
                matrix.Set(i, j, matrix[i, j] - change + (4 * inner * axis[i] * axis[j] / (square * square)));
            }
        }
    }

    private static SymmetricMatrix Copy(SymmetricMatrix matrix)
    {
        var copy = new SymmetricMatrix(matrix.Size);
        matrix.Values.CopyTo(copy.Values, 0);
        return copy;
    }

    private static double Residual(SymmetricMatrix matrix, double value, double[] vector)
    {
        var image = new double[vector.Length];
        matrix.Multiply(vector, image);
        return image.Zip(vector, (a, b) => Math.Abs(a - (value * b))).Max();
    }
}
