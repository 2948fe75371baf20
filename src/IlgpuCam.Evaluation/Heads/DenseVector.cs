using System.Numerics;
using System.Runtime.InteropServices;

namespace IlgpuCam.Evaluation.Heads;

/// <summary>Sums over arrays of doubles, in an order that depends on their length alone.</summary>
internal static class DenseVector
{
    /// <summary>The sum of the products.</summary>
    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
        var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + 1 < va.Length; i += 2)
        {
            even += va[i] * vb[i];
            odd += va[i + 1] * vb[i + 1];
        }

        if (i < va.Length)
        {
            even += va[i] * vb[i];
        }

        var sum = Vector.Sum(even + odd);
        for (var rest = va.Length * Vector<double>.Count; rest < a.Length; rest++)
        {
            sum += a[rest] * b[rest];
        }

        return sum;
    }

    /// <summary>Adds a multiple of one array to another.</summary>
    internal static void AddScaled(double factor, ReadOnlySpan<double> from, Span<double> to)
    {
        var source = MemoryMarshal.Cast<double, Vector<double>>(from);
        var sum = MemoryMarshal.Cast<double, Vector<double>>(to[..from.Length]);
        var factors = new Vector<double>(factor);
        for (var i = 0; i < source.Length; i++)
        {
            sum[i] += source[i] * factors;
        }

        for (var rest = source.Length * Vector<double>.Count; rest < from.Length; rest++)
        {
            to[rest] += from[rest] * factor;
        }
    }

    /// <summary>The Euclidean length.</summary>
    internal static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));
}
