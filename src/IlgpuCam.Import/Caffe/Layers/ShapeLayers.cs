using IlgpuCam.Models.Operators;
using IlgpuCam.Tensors;

namespace IlgpuCam.Import.Caffe.Layers;

/// <summary>What moves or renames numbers without computing.</summary>
internal static class ShapeLayers
{
    internal static void Split(CaffeLayerContext layer)
    {
        foreach (var output in layer.Outputs)
        {
            layer.EmitTo(output, new Identity(), layer.Input);
        }
    }

    internal static void Concat(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("concat_param");
        var axis = parameters.Int("concat_dim", 1, 0, 8);
        layer.Emit(new Concat(parameters.Int("axis", axis, -8, 8)), layer.Inputs);
    }

    internal static void Flatten(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("flatten_param");
        var shape = layer.ShapeOf(layer.Input);
        var axis = layer.Axis(parameters, shape, 1);
        if (parameters.Int("end_axis", -1, -8, 8) is var end && end != -1 && end != shape.Rank - 1)
        {
            throw layer.Error($"flattening up to the last axis was expected, found end_axis {end}");
        }

        if (axis == 1)
        {
            layer.Emit(new Flatten(), layer.Input);
            return;
        }

        long[] result = [.. Enumerable.Repeat(0L, axis), -1];
        layer.Emit(new Reshape(), layer.Input, layer.AddConstant("shape", ConstantTensor.FromInt64(result)));
    }

    internal static void Reshape(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("reshape_param");
        if (parameters.Int("axis", 0, -8, 8) != 0 || parameters.Int("num_axes", -1, -1, 8) != -1)
        {
            throw layer.Error("a reshape of all axes was expected, found one of some of them");
        }

        var dimensions = (parameters.One("shape")?.Nested().All("dim") ?? []).Select(f => f.Integer(-1, int.MaxValue)).ToArray();
        layer.Emit(new Reshape(), layer.Input, layer.AddConstant("shape", ConstantTensor.FromInt64(dimensions)));
    }
}
