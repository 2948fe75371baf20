using System.Collections.Immutable;

namespace IlgpuCam.Gradients;

/// <summary>Which gradients of which scores.</summary>
/// <param name="Target">The value whose elements, weighted by the seed, are the scalar that is derived: logits, probabilities, or any other, its first axis the images.</param>
/// <param name="Values">The values with respect to which it is derived: inputs of the network or results of its nodes.</param>
/// <param name="Gates">What goes back through ReLU and its kind.</param>
/// <param name="OfMeans">Whether of each gradient [N,C,H,W] its means over the places, [N,C,1,1], are wanted alone.</param>
public sealed record GradientRequest(string Target, ImmutableArray<string> Values, GateRule Gates = GateRule.Gradient, bool OfMeans = false)
{
    /// <summary>Compares by value, the list included.</summary>
    /// <param name="other">The other request.</param>
    public bool Equals(GradientRequest? other) =>
        other is not null && Target == other.Target && Gates == other.Gates && OfMeans == other.OfMeans && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Target, Gates, OfMeans, Values.Length, Values.IsEmpty ? null : Values[0]);
}
