using System.Collections.Immutable;
using IlgpuCam.Explain;
using IlgpuCam.Localize;

namespace IlgpuCam;

/// <summary>One class in one photo: how sure the network is, and where its evidence lies.</summary>
/// <param name="ClassIndex">The class, from 0.</param>
/// <param name="Label">Its name; the index as text where the model has no labels.</param>
/// <param name="Logit">The score before softmax or sigmoid.</param>
/// <param name="Probability">The probability, 0 to 1.</param>
/// <param name="Map">The class activation map at the resolution of the features; null where <see cref="LocalizeOptions.KeepMaps"/> is off.</param>
/// <param name="Localization">Box, component and peak in pixels of the photo.</param>
public sealed record Prediction(int ClassIndex, string Label, float Logit, float Probability, ActivationMap? Map, Localization Localization)
{
    /// <summary>The box, the first of <see cref="Boxes"/>; null where the map shows no evidence.</summary>
    public PixelBox? Box => Localization.Box;

    /// <summary>All boxes that <see cref="LocalizerOptions.Boxes"/> asked for; <see cref="Box"/> is the first of them.</summary>
    public ImmutableArray<PixelBox> Boxes { get => field.IsDefault ? (Box is { } box ? [box] : []) : field; init; }

    /// <summary>The map.</summary>
    /// <exception cref="InvalidOperationException">The result was made without maps.</exception>
    public ActivationMap RequireMap() => Map ?? throw new InvalidOperationException($"the result was made without maps; see {nameof(LocalizeOptions)}.{nameof(LocalizeOptions.KeepMaps)}");
}
