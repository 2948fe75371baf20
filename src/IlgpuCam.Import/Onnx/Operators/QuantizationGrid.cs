namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>Which scale belongs to an element of a quantised tensor (ONNX DequantizeLinear, versions 10 to 25).</summary>
/// <param name="Inner">Elements behind one index of the axis.</param>
/// <param name="Length">The length of the axis.</param>
/// <param name="Block">Indices of the axis that share scales.</param>
internal readonly record struct QuantizationGrid(int Inner, int Length, int Block)
{
    /// <summary>Whether the scales have the tensor's other axes too.</summary>
    internal bool IsBlocked { get; init; }

    /// <summary>The scale of an element.</summary>
    internal int At(int element)
    {
        var (place, inner) = Math.DivRem(element, Inner);
        var (outer, index) = Math.DivRem(place, Length);
        return IsBlocked ? ((((outer * ((Length + Block - 1) / Block)) + (index / Block)) * Inner) + inner) : index;
    }
}
