namespace IlgpuCam.Evaluation.Datasets;

/// <summary>A photo that COCO's JSON lists.</summary>
/// <param name="Id">Its number.</param>
/// <param name="File">Its path below the folder of photos.</param>
/// <param name="Size">Its size as stated.</param>
internal readonly record struct CocoImage(long Id, string File, (int Width, int Height)? Size);
