using System.Collections.Immutable;
using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>How an operator that only moves elements reads its first input: the element at index i of the extent comes from offset + sum of i[k] * strides[k].</summary>
/// <param name="Extent">The lengths that are counted through; their product is that of the result, which may have fewer axes.</param>
/// <param name="Strides">For each length the distance in elements of the source; 0 repeats, a negative one goes backwards.</param>
/// <param name="Offset">The element of the source that comes first.</param>
internal sealed record StridedView(Shape Extent, ImmutableArray<long> Strides, long Offset = 0);
