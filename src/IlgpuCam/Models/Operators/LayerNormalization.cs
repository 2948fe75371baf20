namespace IlgpuCam.Models.Operators;

/// <summary>(x - mean) / sqrt(variance + epsilon) * scale + bias, mean and variance being those of all elements from one axis on (ONNX LayerNormalization 17; Ba et al. 2016). Inputs: x, scale, optionally bias, these two in the shape of x from that axis on.</summary>
/// <param name="Axis">The first of the axes that are normalised together; a negative one counts from the end.</param>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record LayerNormalization(int Axis = -1, float Epsilon = 1e-5f) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "layer_normalization";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 3);
        var x = context.RequireFloat(0);
        var axis = context.NormaliseAxis(Axis, x.Rank);
        for (var i = 1; i < 3; i++)
        {
            if (context.Has(i) && !context.RequireFloat(i).SequenceEqual(x.Skip(axis)))
            {
                throw context.Error($"parameters in the shape of {x} from axis {axis} on were expected, found {context.Shape(i)}");
            }
        }

        return context.Info(0);
    }
}
