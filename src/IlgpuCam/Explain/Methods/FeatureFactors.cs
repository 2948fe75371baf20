using IlgpuCam.Tensors;

namespace IlgpuCam.Explain.Methods;

/// <summary>The maps of a layer as a product of few concepts and where each is.</summary>
/// <param name="Concepts">The concepts, [n,K]: how strongly each map of the layer takes part; not negative, but for the offset of layers that have negative values.</param>
/// <param name="Maps">Where each concept is, [1,n,h,w]; not negative, each map's largest value 1.</param>
/// <param name="Scores">What each concept alone, where it is, adds to the target, as against a layer of nothing but the offset.</param>
/// <param name="Error">The relative error of the product, as a share of the layer's norm.</param>
public sealed record FeatureFactors(Tensor Concepts, Tensor Maps, double[] Scores, double Error);
