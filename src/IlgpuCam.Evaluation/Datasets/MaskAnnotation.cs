namespace IlgpuCam.Evaluation.Datasets;

/// <summary>The files that say which pixels of a photo belong to its object, and which count for nothing.</summary>
/// <param name="MaskPaths">Pictures of the photo's size or another one, not black where an object is; they add up.</param>
/// <param name="IgnorePath">A picture, not black where pixels are passed over; null without one.</param>
public sealed record MaskAnnotation(IReadOnlyList<string> MaskPaths, string? IgnorePath);
