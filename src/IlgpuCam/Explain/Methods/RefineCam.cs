using System.Collections.Immutable;

namespace IlgpuCam.Explain.Methods;

/// <summary>
/// RefineCAM: the product of a method's maps at several layers, each scaled to 0..1, on the grid of the finest: what an early layer shows in detail
/// where a late one agrees ("How to Evaluate and Refine your CAM", 2026, arXiv 2605.14641; TorchCAM and pytorch-grad-cam agree on it).
/// </summary>
public sealed class RefineCam : IExplanationMethod
{
    private const int DefaultLayers = 3;

    /// <inheritdoc/>
    public MethodInfo Info { get; } = new(
        "refinecam", "RefineCAM",
        "How to Evaluate and Refine your CAM, arXiv 2605.14641, 2026",
        "1", "1, down to the first of the layers", MethodNeeds.Activations | MethodNeeds.Gradients);

    /// <summary>The method whose maps are multiplied.</summary>
    public IExplanationMethod Base { get; init; } = new GradCamPlusPlus();

    /// <summary>The layers; empty for the context's and the recommended ones of the next two finer resolutions.</summary>
    public ImmutableArray<string> Layers { get; init; } = [];

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ImmutableArray<string> layers = Layers.IsDefaultOrEmpty ? Finer(context) : Layers;
        return MapScaling.ToUnit(new FusedLayers(Base, layers, FusionRule.Product).Explain(context));
    }

    private static ImmutableArray<string> Finer(ExplanationContext context)
    {
        var last = context.Explainer.Layers.All.FirstOrDefault(l => l.Value == context.Layer);
        var finer = context.Explainer.Layers.Recommended.Where(l => last is not null && (long)l.Height * l.Width > (long)last.Height * last.Width);
        return [.. finer.TakeLast(DefaultLayers - 1).Select(l => l.Value), context.Layer];
    }
}
