using System.Collections.Immutable;
using IlgpuCam.Localize;

namespace IlgpuCam;

/// <summary>What a model says about one photo.</summary>
/// <param name="Placement">Where the network's input lies on the photo; carries the photo's size.</param>
/// <param name="Predictions">The classes asked for, the best first, then those asked for by name.</param>
public sealed record PhotoResult(Placement Placement, ImmutableArray<Prediction> Predictions);
