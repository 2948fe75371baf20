using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Explain;

/// <summary>What a forward and backward pass gave.</summary>
/// <param name="Scores">The scores that were derived, as many as images times classes.</param>
/// <param name="Values">The values asked for, as they were on the way forward.</param>
/// <param name="Gradients">Their gradients, of the same shapes, or the means of these over the places.</param>
public sealed record GradientResult(Tensor Scores, ImmutableArray<Tensor> Values, ImmutableArray<Tensor> Gradients);
