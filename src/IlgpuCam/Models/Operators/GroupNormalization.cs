namespace IlgpuCam.Models.Operators;

/// <summary>(x - mean) / sqrt(variance + epsilon) * scale + bias, mean and variance being those of a group of channels of one image (ONNX GroupNormalization 21; Wu and He 2018; with as many groups as channels InstanceNormalization 6). Inputs: x [N,C,...], scale [C], bias [C].</summary>
/// <param name="Groups">The number of groups, a divisor of the number of channels.</param>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record GroupNormalization(int Groups, float Epsilon = 1e-5f) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "group_normalization";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(3, 3);
        var x = context.RequireFloat(0);
        if (x.Rank < 2 || Groups < 1 || x[1] % Groups != 0)
        {
            throw context.Error($"channels that {Groups} groups divide were expected, found {x}");
        }

        for (var i = 1; i < 3; i++)
        {
            if (context.RequireFloat(i, 1)[0] != x[1])
            {
                throw context.Error($"parameters of {x[1]} values were expected, found {context.Shape(i)}");
            }
        }

        return context.Info(0);
    }
}
