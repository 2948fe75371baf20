using System.Numerics;
using System.Runtime.InteropServices;

namespace IlgpuCam.Explain.Algebra;

/// <summary>A dense symmetric matrix in float64, all of it stored.</summary>
internal sealed class SymmetricMatrix(int size)
{
    /// <summary>Rows and columns.</summary>
    internal int Size => size;

    /// <summary>The elements, row by row.</summary>
    internal double[] Values { get; } = new double[size * size];

    internal double this[int row, int column] => Values[(row * size) + column];

    /// <summary>The inner products of vectors with each other.</summary>
    /// <param name="vectors">The vectors, one behind the other.</param>
    /// <param name="count">How many.</param>
    internal static SymmetricMatrix OfProducts(ReadOnlySpan<double> vectors, int count)
    {
        var length = vectors.Length / count;
        var matrix = new SymmetricMatrix(count);
        for (var i = 0; i < count; i++)
        {
            var row = vectors.Slice(i * length, length);
            for (var j = 0; j <= i; j++)
            {
                matrix.Set(i, j, Dot(row, vectors.Slice(j * length, length)));
            }
        }

        return matrix;
    }

    /// <summary>The inner product of two vectors of one length.</summary>
    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(a);
        var other = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < wide.Length; i++)
        {
            sums += wide[i] * other[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = wide.Length * Vector<double>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Sets an element and the one opposite.</summary>
    internal void Set(int row, int column, double value) => Values[(row * size) + column] = Values[(column * size) + row] = value;

    /// <summary>The matrix times a vector.</summary>
    internal void Multiply(ReadOnlySpan<double> vector, Span<double> result)
    {
        for (var i = 0; i < size; i++)
        {
            result[i] = Dot(Values.AsSpan(i * size, size), vector);
        }
    }

    /// <summary>Takes the means of rows and columns away, so that each sums to 0: the inner products of the same vectors less their mean.</summary>
    internal void Centre()
    {
        var means = new double[size];
        var mean = 0.0;
        for (var i = 0; i < size; i++)
        {
            foreach (var value in Values.AsSpan(i * size, size))
            {
                means[i] += value / size;
            }

            mean += means[i] / size;
        }

        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] += mean - means[i / size] - means[i % size];
        }
    }
}
