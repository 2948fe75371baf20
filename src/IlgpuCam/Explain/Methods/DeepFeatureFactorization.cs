using IlgpuCam.Explain.Algebra;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Deep Feature Factorization: the maps of a layer, as a matrix of channels by places, are factored into a few concepts without negative numbers
/// (Collins, Achanta, Suesstrunk 2018, section 3). The map for a class is the concepts' maps, each times what the concept alone adds to the target,
/// where that is positive: what runs behind the layer tells, so any head will do. The least value of a channel that has negative ones is taken away
/// first, as in pytorch-grad-cam.
/// </summary>
public sealed class DeepFeatureFactorization : IExplanationMethod
{
    /// <inheritdoc/>
    public MethodInfo Info => new(
        "dff", "Deep Feature Factorization",
        "Collins, Achanta, Suesstrunk, Deep Feature Factorization For Concept Discovery, 2018",
        $"1, and {Concepts + 1} x the part behind the layer", "0",
        MethodNeeds.Activations | MethodNeeds.Scores | MethodNeeds.Random);

    /// <summary>How many concepts, at least 1.</summary>
    public int Concepts { get; init => field = MethodChecks.AtLeastOne(value); } = 5;

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        var factors = Factor(context);
        return MapSums.Weighted(factors.Maps, Array.ConvertAll(factors.Scores, s => (float)Math.Max(s, 0)));
    }

    /// <summary>The concepts of a layer.</summary>
    /// <param name="context">The image, the target and the layer.</param>
    /// <exception cref="Models.NetworkException">The layer holds no maps.</exception>
    public FeatureFactors Factor(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var maps = context.Activations;
        var (channels, plane) = (maps.Shape[1], maps.Shape[2] * maps.Shape[3]);
        var offsets = new double[channels];
        var matrix = new double[maps.Data.Length];
        for (var k = 0; k < channels; k++)
        {
            var map = maps.Data.AsSpan(k * plane, plane);
            foreach (var value in map)
            {
                offsets[k] = Math.Min(offsets[k], value);
            }

            for (var i = 0; i < plane; i++)
            {
                matrix[(k * plane) + i] = map[i] - offsets[k];
            }
        }

        var (left, right, error) = NonNegativeFactorization.Factor(matrix, channels, Concepts, context.Seed);
        ScaleToUnit(left, right);
        return new(
            new([Concepts, channels], [.. left.Select((v, i) => (float)(v + offsets[i % channels]))]),
            new([1, Concepts, maps.Shape[2], maps.Shape[3]], Array.ConvertAll(right, v => (float)v)),
            Scores(context, left, right, offsets),
            error);
    }

    /// <summary>Moves the size of the maps into the concepts.</summary>
    private void ScaleToUnit(double[] left, double[] right)
    {
        var (channels, plane) = (left.Length / Concepts, right.Length / Concepts);
        for (var r = 0; r < Concepts; r++)
        {
            var map = right.AsSpan(r * plane, plane);
            var largest = 0.0;
            foreach (var value in map)
            {
                largest = Math.Max(largest, value);
            }

            for (var i = 0; i < plane && largest > 0; i++)
            {
                map[i] /= largest;
            }

            for (var k = 0; k < channels; k++)
            {
                left[(r * channels) + k] *= largest;
            }
        }
    }

    private double[] Scores(ExplanationContext context, double[] left, double[] right, double[] offsets)
    {
        var (channels, plane) = (left.Length / Concepts, right.Length / Concepts);
        var scores = Batches.OfMaps(context, Concepts + 1, (r, maps) =>
        {
            for (var i = 0; i < maps.Length; i++)
            {
                var k = i / plane;
                maps[i] = (float)(offsets[k] + (r < Concepts ? left[(r * channels) + k] * right[(r * plane) + (i % plane)] : 0));
            }
        });
        return [.. scores.Take(Concepts).Select(s => s - scores[Concepts])];
    }
}
