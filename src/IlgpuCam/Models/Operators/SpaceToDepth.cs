using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Blocks of pixels become channels (ONNX SpaceToDepth 1 to 13). Input x [N,C,H,W]; result [N,b^2*C,H/b,W/b], all channels of a block's first pixel first.</summary>
/// <param name="BlockSize">Pixels a side of a block, b.</param>
public sealed record SpaceToDepth(int BlockSize) : MovingOperator
{
    /// <inheritdoc/>
    public override string Kind => "space_to_depth";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var x = context.RequireFloat(0, 4);
        return BlockSize >= 1 && x[2] % BlockSize == 0 && x[3] % BlockSize == 0
            ? new(ElementType.Float32, Shape.FromInt64([x[0], (long)x[1] * BlockSize * BlockSize, x[2] / BlockSize, x[3] / BlockSize]))
            : throw context.Error($"the maps of {x} are no blocks of {BlockSize}x{BlockSize} pixels");
    }

    internal override StridedView View(InferenceContext context)
    {
        var x = context.Shape(0);
        var s = Folding.Strides(x);
        return new(
            [x[0], BlockSize, BlockSize, x[1], x[2] / BlockSize, x[3] / BlockSize], [s[0], s[2], s[3], s[1], s[2] * BlockSize, s[3] * BlockSize]);
    }
}
