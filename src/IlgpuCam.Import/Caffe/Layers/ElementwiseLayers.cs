using IlgpuCam.Models.Operators;

namespace IlgpuCam.Import.Caffe.Layers;

/// <summary>What works on every element by itself, and softmax.</summary>
internal static class ElementwiseLayers
{
    internal static void Relu(CaffeLayerContext layer)
    {
        var slope = layer.Parameters("relu_param").Single("negative_slope", 0);
        layer.Emit(slope == 0 ? new Activate(Activation.Relu) : throw layer.Error($"a negative_slope of 0 was expected, found {slope}"), layer.Input);
    }

    internal static void Sigmoid(CaffeLayerContext layer) => layer.Emit(new Activate(Activation.Sigmoid), layer.Input);

    internal static void Clip(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("clip_param");
        var (minimum, maximum) = (parameters.Single("min", float.NegativeInfinity), parameters.Single("max", float.PositiveInfinity));
        layer.Emit(new Activate(Activation.Clip(minimum, maximum)), layer.Input);
    }

    /// <summary>Does nothing when a network is used: Caffe scales in training.</summary>
    internal static void Dropout(CaffeLayerContext layer) => layer.Emit(new Identity(), layer.Input);

    internal static void Softmax(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("softmax_param");
        layer.Emit(new Softmax(parameters.Int("axis", 1, -8, 8)), layer.Input);
    }

    internal static void Eltwise(CaffeLayerContext layer)
    {
        var parameters = layer.Parameters("eltwise_param");
        parameters.One("stable_prod_grad");
        Operator operation = parameters.Choice("operation", "SUM") switch
        {
            "SUM" => new Add(),
            "PROD" => new Multiply(),
            var name => throw layer.Error($"the operation SUM or PROD was expected, found {MessageText.Quote(name)}, which is not supported"),
        };
        var factors = parameters.Singles("coeff");
        if (factors.Count > 0 && operation is not Add)
        {
            throw layer.Error("coeff of a sum alone was expected, found that of a product");
        }

        if (layer.Inputs.Length < 2 || (factors.Count > 0 && factors.Count != layer.Inputs.Length))
        {
            throw layer.Error($"two or more bottoms and a coeff for each or none were expected, found {layer.Inputs.Length} bottoms and {factors.Count} coeff");
        }

        var terms = layer.Inputs.ToArray();
        for (var i = 0; i < factors.Count; i++)
        {
            terms[i] = factors[i] == 1 ? terms[i] : AffineLayers.Multiply(layer, terms[i], factors[i]);
        }

        var shape = layer.ShapeOf(terms[0]);
        if (Array.Find(terms, t => !layer.ShapeOf(t).Equals(shape)) is { } other)
        {
            throw layer.Error($"bottoms of one shape were expected, found {shape} and {layer.ShapeOf(other)}");
        }

        var result = terms[0];
        foreach (var term in terms[1..^1])
        {
            result = layer.AddStep("part", operation, result, term);
        }

        layer.Emit(operation, result, terms[^1]);
    }
}
