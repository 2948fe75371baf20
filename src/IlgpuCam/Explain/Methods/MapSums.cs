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
            var sum = 0.0;
            foreach (var value in maps.Span.Slice(k * plane, plane))
            {
                sum += value;
            }

            means[k] = (float)(sum / plane);
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
        for (var i = 0; i < products.Data.Length; i++)
        {
            products.Data[i] = values.Data[i] * factors.Data[i];
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
        foreach (ref var value in values)
        {
            value = MathF.Max(value, 0);
        }
    }

    private static void Accumulate(Span<float> sum, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += values[i];
        }
    }
}
