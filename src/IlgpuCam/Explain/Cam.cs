using System.Runtime.Intrinsics;

namespace IlgpuCam.Explain;

/// <summary>
/// Class activation mapping: the map of a class is the sum of the features, each times the weight that joins its global average to the class
/// (Zhou, Khosla, Lapedriza, Oliva, Torralba, "Learning Deep Features for Discriminative Localization", 2016, equation 2). The bias is left out,
/// so the map's mean is the class's logit less its bias. For people who run the network elsewhere, too: features and weights are plain spans.
/// </summary>
public static class Cam
{
    private const int Block = 4;

    /// <summary>The map of one class.</summary>
    /// <param name="features">The features before global pooling, <c>[channels, height, width]</c>.</param>
    /// <param name="channels">The number of features.</param>
    /// <param name="height">The rows of a feature.</param>
    /// <param name="width">The columns of a feature.</param>
    /// <param name="classWeights">The class's row of the last layer's weights, one a channel.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the spans.</exception>
    public static ActivationMap Compute(ReadOnlySpan<float> features, int channels, int height, int width, ReadOnlySpan<float> classWeights)
    {
        MapSizes.Check(height, width, features.Length, nameof(features), channels);
        var map = new ActivationMap(height, width, new float[height * width]);
        Compute(features, channels, height, width, classWeights, map.Values);
        return map;
    }

    /// <summary>The map of one class, or those of several one behind the other, into memory that the caller provides.</summary>
    /// <param name="features">The features before global pooling, <c>[channels, height, width]</c>.</param>
    /// <param name="channels">The number of features.</param>
    /// <param name="height">The rows of a feature.</param>
    /// <param name="width">The columns of a feature.</param>
    /// <param name="classWeights">Rows of the last layer's weights, <c>[classes, channels]</c>: one class or as many as there are rows.</param>
    /// <param name="maps">Receives <c>[classes, height, width]</c> values.</param>
    /// <exception cref="ArgumentException">The sizes do not fit the spans.</exception>
    public static void Compute(
        ReadOnlySpan<float> features, int channels, int height, int width, ReadOnlySpan<float> classWeights, Span<float> maps)
    {
        MapSizes.Check(height, width, features.Length, nameof(features), channels);
        if (channels < 1 || classWeights.IsEmpty || classWeights.Length % channels != 0)
        {
            throw new ArgumentException($"{channels} features need {channels} weights for each class, found {classWeights.Length}", nameof(classWeights));
        }

        MapSizes.Check(height, width, maps.Length, nameof(maps), classWeights.Length / channels);
        var plane = height * width;
        for (var c = 0; c * channels < classWeights.Length; c++)
        {
            WeightedSum(features, classWeights.Slice(c * channels, channels), maps.Slice(c * plane, plane));
        }
    }

    // Every place adds its channels in the same order, so the overlap of the last block with the one before writes the same values again.
    private static void WeightedSum(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, Span<float> map)
    {
        var vector = Vector256<float>.Count;
        if (map.Length < vector)
        {
            for (var i = 0; i < map.Length; i++)
            {
                var sum = 0f;
                for (var k = 0; k < weights.Length; k++)
                {
                    sum = float.MultiplyAddEstimate(weights[k], features[(k * map.Length) + i], sum);
                }

                map[i] = sum;
            }

            return;
        }

        var block = map.Length < Block * vector ? vector : Block * vector;
        for (var i = 0; i < map.Length; i += block)
        {
            var start = Math.Min(i, map.Length - block);
            if (block == vector)
            {
                SumVector(features[start..], weights, map.Length, map[start..]);
            }
            else
            {
                SumBlock(features[start..], weights, map.Length, map[start..]);
            }
        }
    }

    private static void SumVector(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, int plane, Span<float> map)
    {
        var sum = Vector256<float>.Zero;
        for (var k = 0; k < weights.Length; k++)
        {
            sum = Vector256.MultiplyAddEstimate(Vector256.Create(weights[k]), Vector256.Create(features[(k * plane)..]), sum);
        }

        sum.CopyTo(map);
    }

    private static void SumBlock(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, int plane, Span<float> map)
    {
        var vector = Vector256<float>.Count;
        var (sum0, sum1, sum2, sum3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var k = 0; k < weights.Length; k++)
        {
            var weight = Vector256.Create(weights[k]);
            var row = features.Slice(k * plane, Block * vector);
            sum0 = Vector256.MultiplyAddEstimate(weight, Vector256.Create(row), sum0);
            sum1 = Vector256.MultiplyAddEstimate(weight, Vector256.Create(row[vector..]), sum1);
            sum2 = Vector256.MultiplyAddEstimate(weight, Vector256.Create(row[(2 * vector)..]), sum2);
            sum3 = Vector256.MultiplyAddEstimate(weight, Vector256.Create(row[(3 * vector)..]), sum3);
        }

        sum0.CopyTo(map);
        sum1.CopyTo(map[vector..]);
        sum2.CopyTo(map[(2 * vector)..]);
        sum3.CopyTo(map[(3 * vector)..]);
    }
}
