namespace IlgpuCam.Explain.Methods;

/// <summary>
/// Finer-CAM: a method of gradients with another target, the class's logit less a share of the mean logit of the classes most like it, those of the
/// nearest logits (Zhang et al. 2025, equations 4 and 5). A target of several classes is taken as it stands. pytorch-grad-cam instead weights the
/// differences by the other classes' probabilities and takes the whole of them; TorchCAM's definition is the one here.
/// </summary>
public sealed class FinerCam : IChannelMethod
{
    /// <inheritdoc/>
    public MethodInfo Info => Base.Info with
    {
        Name = Base is GradCam ? "finercam" : $"finercam+{Base.Info.Name}",
        Title = Base is GradCam ? "Finer-CAM" : $"Finer-CAM of {Base.Info.Title}",
        Paper = "Zhang et al., Finer-CAM: Spotting the Difference Reveals Finer Details for Visual Explanation, 2025",
    };

    /// <summary>The method that looks at the difference.</summary>
    public IChannelMethod Base { get; init; } = new GradCam();

    /// <summary>How many classes the class is held against, at least 1; fewer where there are fewer.</summary>
    public int References { get; init => field = MethodChecks.AtLeastOne(value); } = 3;

    /// <summary>How much of their mean is taken away.</summary>
    public double Strength { get; init; } = 0.6;

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context) => Base.Explain(Contrast(context));

    /// <inheritdoc/>
    public Tensors.Tensor ChannelMaps(ExplanationContext context) => Base.ChannelMaps(Contrast(context));

    private ExplanationContext Contrast(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Target.Weights.Length > 1)
        {
            return context;
        }

        var logits = context.Logits.ToArray();
        var mine = context.ClassIndex;
        int[] others = [.. Enumerable.Range(0, logits.Length).Where(c => c != mine).OrderBy(c => Math.Abs(logits[c] - logits[mine])).Take(References)];
        return context.With(context.Target with { Weights = [(mine, 1), .. others.Select(c => (c, (float)(-Strength / others.Length)))] });
    }
}
