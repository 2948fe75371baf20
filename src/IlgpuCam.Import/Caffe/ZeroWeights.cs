using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe;

/// <summary>Zeros for all weights, which suffice for shapes and take no memory.</summary>
internal sealed class ZeroWeights : ILayerWeights
{
    private const int MaximumBytes = 1 << 30;

    /// <inheritdoc/>
    public ConstantTensor[] Weights(CaffeLayer layer, Shape[] shapes) => [.. shapes.Select(shape => shape.ElementCount * sizeof(float) <= MaximumBytes
        ? ConstantTensor.From(shape, new Zeros())
        : throw layer.Error($"weights of {shape} take more than {MaximumBytes} bytes"))];

    private sealed class Zeros : DerivedValues
    {
        internal override void Fill(int first, Span<float> destination) => destination.Clear();

        internal override void ReleasePages(int first, int count)
        {
        }
    }
}
