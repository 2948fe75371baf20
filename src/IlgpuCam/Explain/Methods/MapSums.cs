using System.Numerics;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>What many methods do with the maps of a layer.</summary>
internal static class MapSums
{
    /// <summary>The mean over the places of each map.</summary>
    /// <param name="maps">Maps [1,K,h,w].</param>
    internal static float[] Means(Tensor maps)
    {
        var plane = maps.Shape[2] * maps.Shape[3];
        var means = new float[maps.Shape[1]];
        for (var k = 0; k < means.Length; k++)
        {
            means[k] = (float)(Sum(maps.Span.Slice(k * plane, plane)) / plane);
        }

        return means;
    }

    /// <summary>The sum of the maps, each times its weight.</summary>
    /// <param name="maps">Maps [1,K,h,w].</param>
    /// <param name="weights">A weight for each map.</param>
    internal static ActivationMap Weighted(Tensor maps, ReadOnlySpan<float> weights) => Cam.Compute(maps.Span, maps.Shape[1], maps.Shape[2], maps.Shape[3], weights);

    /// <summary>The sum of the maps.</summary>
    /// <param name="maps">Maps [1,K,h,w].</param>
    internal static ActivationMap Total(Tensor maps)
    {
        var plane = maps.Shape[2] * maps.Shape[3];
        var values = new float[plane];
        for (var start = 0; start < maps.Data.Length; start += plane)
        {
            Accumulate(values, maps.Data.AsSpan(start, plane));
        }

        return new(maps.Shape[2], maps.Shape[3], values);
    }

    /// <summary>Each map times its weight.</summary>
    /// <param name="maps">Maps [1,K,h,w].</param>
    /// <param name="weights">A weight for each map.</param>
    internal static Tensor Scaled(Tensor maps, ReadOnlySpan<float> weights)
    {
        var plane = maps.Shape[2] * maps.Shape[3];
        var scaled = new Tensor(maps.Shape);
        for (var i = 0; i < scaled.Data.Length; i++)
        {
            scaled.Data[i] = maps.Data[i] * weights[i / plane];
        }

        return scaled;
    }

    /// <summary>The products of values and factors, place by place.</summary>
    /// <param name="values">Values of any shape.</param>
    /// <param name="factors">Factors of the same shape.</param>
    internal static Tensor Products(Tensor values, Tensor factors)
    {
        var products = new Tensor(values.Shape);
        var x = values.Span;
        var y = factors.Span;
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(x[i..]) * new Vector<float>(y[i..])).CopyTo(products.Span[i..]);
        }

        for (; i < x.Length; i++)
        {
            products.Data[i] = x[i] * y[i];
        }

        return products;
    }

    /// <summary>Cuts negative values, in place.</summary>
    internal static Tensor Relu(Tensor values)
    {
        Relu(values.Span);
        return values;
    }

    /// <summary>Cuts negative values, in place.</summary>
    internal static ActivationMap Relu(ActivationMap map)
    {
        Relu(map.Values.AsSpan());
        return map;
    }

    private static void Relu(Span<float> values)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Max(new Vector<float>(values[i..]), Vector<float>.Zero).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = MathF.Max(values[i], 0);
        }
    }

    // In double precision, and in as many sums as a vector has places, which need not wait for each other.
    private static double Sum(ReadOnlySpan<float> values)
    {
        var (lower, upper) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out var first, out var second);
            (lower, upper) = (lower + first, upper + second);
        }

        var sum = Vector.Sum(lower + upper);
        foreach (var value in values[i..])
        {
            sum += value;
        }

        return sum;
    }

    private static void Accumulate(Span<float> sum, ReadOnlySpan<float> values)
    {
        var i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(sum[i..]) + new Vector<float>(values[i..])).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += values[i];
        }
    }
}
