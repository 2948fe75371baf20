using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>Where the maximum of each window was found (ONNX MaxPool 8 to 22, output Indices), as float32: the place in the whole input, row by row. Input x [N,C,H,W] of at most 2^24 elements; result [N,C,H',W'].</summary>
/// <param name="Window">The window.</param>
/// <param name="ColumnMajor">Whether the places within a map are counted column by column (ONNX attribute storage_order).</param>
public sealed record MaxPoolIndices2d(Window2d Window, bool ColumnMajor = false) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "max_pool_indices2d";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var g = context.ResolveWindow(Window);
        var x = context.Shape(0);
        return x.ElementCount <= 1 << 24
            ? new(ElementType.Float32, [x[0], x[1], g.OutputHeight, g.OutputWidth])
            : throw context.Error($"an input of at most {1 << 24} elements was expected, found {x}");
    }
}
