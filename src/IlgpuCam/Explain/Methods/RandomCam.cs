namespace IlgpuCam.Explain.Methods;

/// <summary>RandomCAM, the baseline that every other method must beat: each map of the layer has a random weight from -1 to 1; negative values of the sum are cut.</summary>
public sealed class RandomCam : ChannelWeighting
{
    /// <inheritdoc/>
    public override MethodInfo Info { get; } = new(
        "randomcam", "RandomCAM", "Gildenblat and contributors, PyTorch library for CAM methods, 2021", "1", "0", MethodNeeds.Activations | MethodNeeds.Random);

    /// <inheritdoc/>
    public override float[] Weights(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var random = new RandomNumbers(context.Seed);
        var weights = new float[context.Activations.Shape[1]];
        foreach (ref var weight in weights.AsSpan())
        {
            weight = (float)((2 * random.Uniform()) - 1);
        }

        return weights;
    }
}
