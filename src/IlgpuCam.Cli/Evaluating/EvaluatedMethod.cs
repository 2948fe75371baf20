using IlgpuCam.Explain.Methods;

namespace IlgpuCam.Cli.Evaluating;

/// <summary>A method at a layer: a row of the result.</summary>
/// <param name="Name">The method's name, and behind an @ the layer where several were asked for.</param>
/// <param name="Method">The method.</param>
/// <param name="Layer">The value that holds the maps; null for the automatic choice.</param>
internal sealed record EvaluatedMethod(string Name, IExplanationMethod Method, string? Layer)
{
    /// <summary>Every method at every layer; those that look at the image alone once.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="layers">The values that hold the maps; none for the automatic choice.</param>
    internal static EvaluatedMethod[] Of(IEnumerable<IExplanationMethod> methods, IReadOnlyList<string> layers) =>
    [
        .. methods.SelectMany(m => m.Info.TakesLayers && layers.Count > 0
            ? layers.Select(l => new EvaluatedMethod(layers.Count == 1 ? m.Info.Name : $"{m.Info.Name}@{l}", m, l))
            : [new(m.Info.Name, m, null)]),
    ];
}
