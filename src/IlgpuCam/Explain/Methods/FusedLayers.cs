using System.Collections.Immutable;

namespace IlgpuCam.Explain.Methods;

/// <summary>A method at several layers, its maps fused by <see cref="MapFusion"/>.</summary>
/// <param name="method">The method.</param>
/// <param name="layers">The values that hold the maps, at least one; the context's own layer plays no part.</param>
/// <param name="rule">How the maps become one.</param>
public sealed class FusedLayers(IExplanationMethod method, ImmutableArray<string> layers, FusionRule rule = FusionRule.Maximum) : IExplanationMethod
{
    /// <inheritdoc/>
    public MethodInfo Info { get; } = method.Info with { Title = $"{method.Info.Title} at {layers.Length} layers" };

    /// <inheritdoc/>
    public ActivationMap Explain(ExplanationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return MapFusion.Fuse([.. context.At(layers, Info.Needs.HasFlag(MethodNeeds.Gradients)).Select(method.Explain)], rule);
    }
}
