namespace IlgpuCam.Evaluation.Datasets;

/// <summary>An object that COCO's JSON lists.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Image">The photo's number.</param>
/// <param name="Category">The category's number.</param>
/// <param name="Box">Where it lies.</param>
/// <param name="IsCrowd">Whether it is a crowd, which evaluations pass over.</param>
internal readonly record struct CocoAnnotation(long Id, long Image, long Category, TrueBox Box, bool IsCrowd);
