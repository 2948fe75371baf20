using System.Collections.Immutable;
using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>A method at its layers: a row of the result.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Method">The method.</param>
/// <param name="Layer">The value that holds the maps; null for the automatic choice.</param>
internal sealed record EvaluatedMethod(string Name, IExplanationMethod Method, string? Layer)
{
    /// <summary>Every method at the layers that were named, their maps fused where there are several; those that look at the image alone as they are.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="layers">The values that hold the maps; none for the automatic choice.</param>
    internal static EvaluatedMethod[] Of(IEnumerable<IExplanationMethod> methods, ImmutableArray<string> layers) =>
        [.. methods.Select(m => m.Info.TakesLayers && layers.Length > 0 ? new EvaluatedMethod(m.Info.Name, layers.Length > 1 ? m.At(layers) : m, layers[0]) : new(m.Info.Name, m, null))];
}
