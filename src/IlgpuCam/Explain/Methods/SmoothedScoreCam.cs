namespace IlgpuCam.Explain.Methods;

/// <summary>
/// SS-CAM: Score-CAM with the score of a map averaged over several masks with normal noise (Wang, Naidu, Michael, Kundu 2020, section 3, the form
/// with noise on the maps).
/// </summary>
public sealed class SmoothedScoreCam : ScoreWeighting
{
    /// <inheritdoc/>
    public override MethodInfo Info => new(
        "sscam", "SS-CAM", "Wang, Naidu, Michael, Kundu, SS-CAM: Smoothed Score-CAM for Sharper Visual Feature Localization, 2020", $"1 + {Samples} x maps", "0",
        MethodNeeds.Activations | MethodNeeds.Scores | MethodNeeds.Random);

    /// <summary>Masks of a map, at least 1.</summary>
    public int Samples { get; init => field = MethodChecks.AtLeastOne(value); } = 35;

    /// <summary>The noise's standard deviation; a mask goes from 0 to 1.</summary>
    public double Noise { get; init; } = 2;

    /// <inheritdoc/>
    private protected override double[] Scores(ExplanationContext context, ImageMasks masks) => Means(
        Batches.OfImages(context, masks.Units.Shape[1] * Samples, (index, image) => masks.Fill(index / Samples, image, noise: NoiseOf(context.Seed, index))),
        Samples);

    private Func<double> NoiseOf(int seed, int index)
    {
        var random = new RandomNumbers(seed, index + 1);
        return () => Noise * random.Normal();
    }
}
