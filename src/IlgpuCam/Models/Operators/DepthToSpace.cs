using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Channels become blocks of pixels (ONNX DepthToSpace 1 to 13). Input x [N,C,H,W]; result [N,C/b^2,H*b,W*b].</summary>
/// <param name="BlockSize">Pixels a side of a block, b.</param>
/// <param name="ChannelFirst">Whether a block's pixels are neighbouring channels (ONNX mode CRD), and not C/b^2 channels apart (DCR).</param>
public sealed record DepthToSpace(int BlockSize, bool ChannelFirst = false) : MovingOperator
{
    /// <inheritdoc/>
    public override string Kind => "depth_to_space";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var x = context.RequireFloat(0, 4);
        var pixels = (long)BlockSize * BlockSize;
        return BlockSize >= 1 && x[1] % pixels == 0
            ? new(ElementType.Float32, Shape.FromInt64([x[0], x[1] / pixels, (long)x[2] * BlockSize, (long)x[3] * BlockSize]))
            : throw context.Error($"the channels of {x} are no blocks of {BlockSize}x{BlockSize} pixels");
    }

    internal override StridedView View(InferenceContext context)
    {
        var x = context.Shape(0);
        var s = Folding.Strides(x);
        var channels = x[1] / BlockSize / BlockSize;
        var (channel, pixel) = ChannelFirst ? (s[1] * BlockSize * BlockSize, s[1]) : (s[1], s[1] * channels);
        return new([x[0], channels, x[2], BlockSize, x[3], BlockSize], [s[0], channel, s[2], pixel * BlockSize, s[3], pixel]);
    }
}
