using IlgpuCam.Evaluation.Experiments;

namespace IlgpuCam.Cli.Experiments;

/// <summary>What the map of a scene class covers in one photo.</summary>
/// <param name="Scene">The class.</param>
/// <param name="Objects">The annotated objects.</param>
/// <param name="Mask">The share of the photo that is in the mask: what any object would get by chance.</param>
internal sealed record SceneCoverage(int Scene, IReadOnlyList<ObjectCoverage> Objects, double Mask);
