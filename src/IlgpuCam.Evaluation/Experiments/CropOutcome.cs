namespace IlgpuCam.Evaluation.Experiments;

/// <summary>What became of one photo when its whole and its crops were classified (Zhou et al. 2016, section 4.1).</summary>
/// <param name="Id">The photo.</param>
/// <param name="Whole">Whether the class of the whole photo was right.</param>
/// <param name="Inferred">The same of what the box holds that the map gave; null where there was no box.</param>
/// <param name="True">The same of what the annotated box holds; null where there is none.</param>
/// <param name="Centre">The same of the middle of the photo.</param>
/// <param name="InferredOverlap">Intersection over union of the inferred box with the best annotated one; null where there is no annotated one.</param>
/// <param name="CentreOverlap">The same of the box in the middle.</param>
public sealed record CropOutcome(string Id, bool Whole, bool? Inferred, bool? True, bool? Centre, double? InferredOverlap, double? CentreOverlap);
