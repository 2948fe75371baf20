using IlgpuCam.Cpu.Kernels;
using IlgpuCam.Models.Operators;

namespace IlgpuCam.Cpu.Planning;

/// <summary>Which lowering an operator has.</summary>
internal abstract class LoweringTable
{
    /// <summary>The operators that run, as errors name them.</summary>
    internal static string[] Kinds { get; } =
    [
        "activate",
        "activation_gradient",
        "add",
        "arithmetic",
        "average_pool2d",
        "average_pool_gradient2d",
        "batch_normalization",
        "cast",
        "compare",
        "concat",
        "conv2d",
        "depth_to_space",
        "equal",
        "expand",
        "flatten",
        "fully_connected",
        "gather",
        "global_pool",
        "gradient_seed",
        "group_normalization",
        "identity",
        "interleave2d",
        "layer_normalization",
        "local_response_normalization",
        "matrix_product",
        "max_pool2d",
        "max_pool_gradient2d",
        "max_pool_indices2d",
        "multiply",
        "pad",
        "reduce",
        "reshape",
        "resize",
        "slice",
        "softmax",
        "space_to_depth",
        "squeeze",
        "tile",
        "transpose",
        "unsqueeze",
        "where",
    ];

    /// <summary>Channels side by side in a blocked form.</summary>
    internal abstract int Lanes { get; }

    /// <summary>The lowering of an operator, or null where it is not supported.</summary>
    internal abstract Lowering? For(Operator op);

    /// <summary>The lowering of an operation.</summary>
    internal Lowering For(Operation operation) => operation.Chain is null ? For(operation.Operator)! : Chains;

    /// <summary>The lowering of inverted residuals.</summary>
    protected abstract Lowering Chains { get; }

    /// <summary>Whether a convolution's store can take maxima of two by two.</summary>
    internal abstract bool CanPool(Operation convolution);

    /// <summary>Whether an inverted residual can be computed as one.</summary>
    internal abstract bool CanFuse(InvertedResidual whole);

    /// <summary>A step that copies a value from one layout to another.</summary>
    internal static Step Reorder(Form source, Form destination) => (source.Layout, destination.Layout) switch
    {
        (Layout.Plain, Layout.Plain) => new CopyStep(source, destination),
        (Layout.Plain, _) => new PackStep(source, destination),
        (_, Layout.Plain) => new UnpackStep(source, destination),
        _ => throw new InvalidOperationException($"no step from {source.Layout} to {destination.Layout}"),
    };
}
