using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe;

/// <summary>Zeros for all weights, which suffice for shapes. They share memory, of which no page is touched until somebody reads it.</summary>
internal sealed class ZeroWeights : ILayerWeights
{
    private const int MaximumBytes = 1 << 30;

    private byte[] _zeros = [];

    /// <inheritdoc/>
    public ConstantTensor[] Weights(CaffeLayer layer, Shape[] shapes) => [.. shapes.Select(shape => Zeros(layer, shape))];

    private ConstantTensor Zeros(CaffeLayer layer, Shape shape)
    {
        var bytes = shape.ElementCount * sizeof(float);
        if (bytes > MaximumBytes)
        {
            throw layer.Error($"weights of {shape} take more than {MaximumBytes} bytes");
        }

        if (bytes > _zeros.Length)
        {
            _zeros = new byte[Math.Min(MaximumBytes, 2 * bytes)]; // Doubled, so that all arrays together stay in proportion to the largest.
        }

        return new(ElementType.Float32, shape, _zeros.AsMemory(0, (int)bytes));
    }
}
