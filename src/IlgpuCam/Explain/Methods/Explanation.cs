using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>A method with the layer that it looks at, for many photos and classes.</summary>
/// <param name="Method">The method.</param>
/// <param name="Layer">The value that holds the maps; null for the automatic choice.</param>
/// <param name="Seed">Where random numbers start.</param>
internal sealed record Explanation(IExplanationMethod Method, string? Layer, int Seed)
{
    /// <summary>What options ask for.</summary>
    /// <param name="options">The options.</param>
    /// <param name="layers">The network's layers.</param>
    /// <returns>Null where it is class activation mapping of the maps before global pooling, which has a way of its own.</returns>
    /// <exception cref="TargetLayerException">There is no such layer.</exception>
    /// <exception cref="ArgumentException">The method takes no layers.</exception>
    internal static Explanation? Of(LocalizeOptions options, Lazy<TargetLayers> layers)
    {
        var names = options.Layers.IsDefault ? [] : options.Layers;
        var method = options.Method ?? new ClassActivationMap();
        if (names.IsEmpty)
        {
            return method is ClassActivationMap ? null : new(method, null, options.Seed);
        }

        if (!method.Info.TakesLayers)
        {
            throw new ArgumentException($"{method.Info.Title} looks at the image alone and takes no layers", nameof(options));
        }

        ImmutableArray<string> values = [.. names.Select(n => layers.Value.Resolve(n).Value).Distinct()];
        return new(values.Length > 1 ? method.At(values) : method, values[0], options.Seed);
    }

    /// <summary>Begins with an input.</summary>
    /// <param name="explainer">Runs the network.</param>
    /// <param name="input">The image as the network takes it, [1,C,H,W].</param>
    /// <param name="target">The scalar that is explained first.</param>
    /// <param name="cancellationToken">Looked at between the nodes of every pass.</param>
    internal ExplainedInput Begin(Explainer explainer, Tensor input, ScoreTarget target, CancellationToken cancellationToken) =>
        new(Method, new(explainer, input, target, Layer, Seed, cancellationToken));
}
