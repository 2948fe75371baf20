namespace IlgpuCam.Explain.Methods;

/// <summary>
/// IS-CAM: Score-CAM with the score of a map averaged over a path of masks (Naidu, Ghosh, Maurya, Nayak K, Kundu 2020, section 3). The i-th mask is
/// the map times the sum of j / N for j from 1 to i, as the paper has it and TorchCAM computes it; the last ones exceed 1.
/// </summary>
public sealed class IntegratedScoreCam : ScoreWeighting
{
    /// <inheritdoc/>
    public override MethodInfo Info => new(
        "iscam", "IS-CAM", "Naidu, Ghosh, Maurya, Nayak K, Kundu, IS-CAM: Integrated Score-CAM for axiomatic-based explanations, 2020", $"1 + {Steps} x maps", "0",
        MethodNeeds.Activations | MethodNeeds.Scores);

    /// <summary>Masks of a map, N, at least 1.</summary>
    public int Steps { get; init => field = MethodChecks.AtLeastOne(value); } = 10;

    /// <inheritdoc/>
    private protected override double[] Scores(ExplanationContext context, ImageMasks masks) => Means(
        Batches.OfImages(context, masks.Units.Shape[1] * Steps, (index, image) => masks.Fill(index / Steps, image, Factor(index % Steps))),
        Steps);

    private float Factor(int step) => (step + 1) * (step + 2) / (2f * Steps);
}
