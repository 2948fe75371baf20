using IlgpuCam.Models.Operators;

namespace IlgpuCam.Models;

/// <summary>What class activation mapping needs of a network: the last feature maps and the weight of each map for each class.</summary>
/// <param name="Form">How the scores are made from the maps.</param>
/// <param name="Features">The value that holds the feature maps [N,K,h,w].</param>
/// <param name="Pooling">The global pooling.</param>
/// <param name="Weights">The constant that holds the class weights, C rows of K.</param>
/// <param name="Bias">The constant that holds the bias of each class, or null.</param>
/// <param name="Channels">K, the number of feature maps.</param>
public sealed record CamHead(HeadForm Form, string Features, PoolingKind Pooling, string Weights, string? Bias, int Channels);
