using IlgpuCam.Tensors;

namespace IlgpuCam;

/// <summary>What a network gives for a batch of input tensors.</summary>
/// <param name="Logits">Class scores before softmax or sigmoid [N,C].</param>
/// <param name="Probabilities">Probabilities [N,C] where the graph ends in softmax or sigmoid, else null.</param>
/// <param name="Features">The last feature maps [N,K,h,w], or null where the head allows no class activation map.</param>
public sealed record ForwardResult(Tensor Logits, Tensor? Probabilities, Tensor? Features);
