using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Onnx.Operators;

/// <summary>(x - zero point) * scale of stored integers, which stay as small as they are until they are packed.</summary>
/// <param name="source">The integers.</param>
/// <param name="scales">The scales.</param>
/// <param name="zeros">As many zero points, or null.</param>
/// <param name="grid">Which of them belong to an element.</param>
internal sealed class DequantizedValues(ConstantTensor source, float[] scales, float[]? zeros, QuantizationGrid grid) : DerivedValues
{
    /// <inheritdoc/>
    internal override void Fill(int first, Span<float> destination)
    {
        source.CopyTo(first, destination);
        for (var i = 0; i < destination.Length;)
        {
            // Elements up to the next index of the axis share a scale, unless they are in blocks.
            var at = grid.At(first + i);
            var end = grid.IsBlocked ? i + 1 : Math.Min(destination.Length, i + grid.Inner - ((first + i) % grid.Inner));
            var (scale, zero) = (scales[at], zeros is null ? 0 : zeros[at]);
            for (; i < end; i++)
            {
                destination[i] = (destination[i] - zero) * scale;
            }
        }
    }

    /// <inheritdoc/>
    internal override void ReleasePages(int first, int count) => source.ReleasePages(first, count);
}
