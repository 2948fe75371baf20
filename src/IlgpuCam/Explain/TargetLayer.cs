namespace IlgpuCam.Explain;

/// <summary>A layer whose maps an explanation can look at.</summary>
/// <param name="Value">The value that holds the maps: what <see cref="Methods.ExplanationContext"/> takes as its layer.</param>
/// <param name="Name">The name of the node that gives it, or the value's where the node has none.</param>
/// <param name="Kind">The operator.</param>
/// <param name="Channels">The number of maps.</param>
/// <param name="Height">Rows of a map.</param>
/// <param name="Width">Columns of a map.</param>
/// <param name="IsRecommended">Whether it is the last one of its resolution that nothing passes by, and not behind the automatic choice.</param>
public sealed record TargetLayer(string Value, string Name, string Kind, int Channels, int Height, int Width, bool IsRecommended);
