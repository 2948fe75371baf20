using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>One number a channel (ONNX GlobalAveragePool, GlobalMaxPool, and means or maxima over both spatial axes). Input x [N,C,H,W]; result [N,C,1,1] or [N,C].</summary>
/// <param name="Pooling">Mean or maximum.</param>
/// <param name="KeepDimensions">Whether the spatial axes stay with length 1.</param>
public sealed record GlobalPool(PoolingKind Pooling, bool KeepDimensions = true) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "global_pool";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var x = context.RequireFloat(0, 4);
        if (x[2] < 1 || x[3] < 1)
        {
            throw context.Error($"the map to pool is empty: {x}");
        }

        return new(ElementType.Float32, KeepDimensions ? [x[0], x[1], 1, 1] : [x[0], x[1]]);
    }
}
