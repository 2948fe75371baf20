using IlgpuCam.Evaluation.Datasets;
using IlgpuCam.Images;

namespace IlgpuCam.Localisation;

/// <summary>A photo with the one object in it.</summary>
internal sealed record Photo(RgbImage Image, TrueBox Box);
