using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Algebra;

/// <summary>
/// Maps as points, one a place with as many coordinates as there are channels, projected on the axis along which they differ most. The axis has no
/// sign of its own: it is chosen so that the projection does not run against the sum over the channels (their covariance over the places is not
/// negative).
/// </summary>
internal static class PrincipalComponent
{
    /// <summary>The projection.</summary>
    /// <param name="maps">Maps [1,K,h,w]; what is not a number counts as 0.</param>
    /// <param name="isCentred">Whether each channel's mean is taken away first.</param>
    internal static ActivationMap Of(Tensor maps, bool isCentred = true)
    {
        var (channels, plane) = (maps.Shape[1], maps.Shape[2] * maps.Shape[3]);
        var places = Places(maps, isCentred);
        var map = new ActivationMap(maps.Shape[2], maps.Shape[3], new float[plane]);
        if (plane <= channels)
        {
            var (value, vector) = DominantEigenvector.Of(SymmetricMatrix.OfProducts(places, plane));
            var length = Math.Sqrt(Math.Max(value, 0));
            for (var i = 0; i < plane; i++)
            {
                map.Values[i] = (float)(length * vector[i]);
            }
        }
        else
        {
            var (_, vector) = DominantEigenvector.Of(SymmetricMatrix.OfProducts(Transposed(places, plane), channels));
            for (var i = 0; i < plane; i++)
            {
                map.Values[i] = (float)SymmetricMatrix.Dot(places.AsSpan(i * channels, channels), vector);
            }
        }

        return Orient(map, places);
    }

    /// <summary>The values as points, one a place, in float64.</summary>
    internal static double[] Places(Tensor maps, bool isCentred)
    {
        var (channels, plane) = (maps.Shape[1], maps.Shape[2] * maps.Shape[3]);
        var places = new double[channels * plane];
        for (var k = 0; k < channels; k++)
        {
            var map = maps.Span.Slice(k * plane, plane);
            var mean = 0.0;
            foreach (var value in map)
            {
                mean += isCentred && !float.IsNaN(value) ? value : 0;
            }

            for (var i = 0; i < plane; i++)
            {
                places[(i * channels) + k] = (float.IsNaN(map[i]) ? 0 : map[i]) - (mean / plane);
            }
        }

        return places;
    }

    /// <summary>Turns the sign of a map, in place, where it runs against the sum over the channels.</summary>
    /// <param name="map">The map.</param>
    /// <param name="places">The points that it was made from.</param>
    internal static ActivationMap Orient(ActivationMap map, ReadOnlySpan<double> places)
    {
        var channels = places.Length / map.Values.Length;
        var mean = map.Values.Average();
        var covariance = 0.0;
        for (var i = 0; i < places.Length; i++)
        {
            covariance += places[i] * (map.Values[i / channels] - mean);
        }

        if (covariance < 0)
        {
            foreach (ref var value in map.Values.AsSpan())
            {
                value = -value;
            }
        }

        return map;
    }

    private static double[] Transposed(double[] places, int count)
    {
        var length = places.Length / count;
        var transposed = new double[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            transposed[(i % length * count) + (i / length)] = places[i];
        }

        return transposed;
    }
}
