using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe.Layers;

/// <summary>Fully connected layers.</summary>
internal static class InnerProductLayer
{
    /// <summary>All axes from the given one on are one vector.</summary>
    internal static void InnerProduct(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("inner_product_param");
        var outputs = parameters.Int("num_output", 0, 1);
        var hasBias = parameters.Flag("bias_term", true);
        var isTransposed = parameters.Flag("transpose", false);
        var x = layer.ShapeOf(layer.Input);
        var axis = layer.Axis(parameters, x, 1);
        var columns = Shape.Create(x.Dimensions[axis..]).ElementCount;
        if (outputs == 0 || columns is 0 or > int.MaxValue)
        {
            throw layer.Error($"{outputs} outputs do not fit an input of {x}");
        }

        Shape shape = isTransposed ? [(int)columns, outputs] : [outputs, (int)columns];
        var weights = hasBias ? layer.Weights(shape, [outputs]) : layer.Weights(shape);
        weights[0] = isTransposed ? Transposed(weights[0]) : weights[0];
        string[] constants = [.. weights.Select((w, i) => layer.AddConstant(i == 0 ? "weights" : "bias", w))];
        var flat = x.Rank == 2 && axis == 1 ? layer.Input : layer.AddStep("flat", new Flatten(axis), layer.Input);
        if (axis == 1)
        {
            layer.Emit(new FullyConnected(), [flat, .. constants]);
            return;
        }

        // The axes before the given one stay; the first of them may be of any length.
        long[] result = axis == 0 ? [outputs] : [-1, .. x.Skip(1).Take(axis - 1).Select(d => (long)d), outputs];
        var product = layer.AddStep("product", new FullyConnected(), [flat, .. constants]);
        layer.Emit(new Reshape(), product, layer.AddConstant("shape", ConstantTensor.FromInt64(result)));
    }

    private static ConstantTensor Transposed(ConstantTensor matrix) => ConstantTensor.From([matrix.Shape[1], matrix.Shape[0]], new ScaledColumns(matrix, 1));
}
