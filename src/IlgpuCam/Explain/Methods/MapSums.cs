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

    /// <summary>The sum over the maps of the products of values and gradients, place by place.</summary>
    /// <param name="maps">Maps [1,K,h,w].</param>
    /// <param name="gradients">Factors of the same shape.</param>
    internal static ActivationMap Products(Tensor maps, Tensor gradients)
    {
        var map = new ActivationMap(maps.Shape[2], maps.Shape[3], new float[maps.Shape[2] * maps.Shape[3]]);
        var plane = map.Values.Length;
        for (var i = 0; i < maps.Data.Length; i++)
        {
            map.Values[i % plane] += maps.Data[i] * gradients.Data[i];
        }

        return map;
    }

    /// <summary>Cuts negative values, in place.</summary>
    internal static ActivationMap Relu(ActivationMap map)
    {
        foreach (ref var value in map.Values.AsSpan())
        {
            value = MathF.Max(value, 0);
        }

        return map;
    }
}
