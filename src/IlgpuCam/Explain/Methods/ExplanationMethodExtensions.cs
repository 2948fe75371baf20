using System.Collections.Immutable;

namespace IlgpuCam.Explain.Methods;

/// <summary>What can be made of methods.</summary>
public static class ExplanationMethodExtensions
{
    /// <summary>The method at several layers: their maps fused by the largest value, or as a method of several layers, such as RefineCAM, does by itself.</summary>
    /// <param name="method">The method.</param>
    /// <param name="layers">The values that hold the maps, at least one.</param>
    public static IExplanationMethod At(this IExplanationMethod method, ImmutableArray<string> layers)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method is RefineCam refined ? new RefineCam { Base = refined.Base, Layers = layers } : new FusedLayers(method, layers);
    }
}
