namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Score-CAM: a map's weight is the softmax, over the maps, of the score that the image reaches when it is multiplied by the map, scaled to 0..1
/// (Wang et al. 2020, algorithm 1). The scores are the target's, so logits unless the target is of probabilities, as in TorchCAM, which interpolates
/// after scaling, as is done here.
/// </summary>
public sealed class ScoreCam : ScoreWeighting
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "scorecam", "Score-CAM", "Wang et al., Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks, 2020", "1 + maps", "0",
        MethodNeeds.Activations | MethodNeeds.Scores);

    /// <inheritdoc/>
    private protected override double[] Scores(ExplanationContext context, ImageMasks masks) =>
        Batches.OfImages(context, masks.Units.Shape[1], (map, image) => masks.Fill(map, image));
}
