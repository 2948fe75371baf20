using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The mean of each window (ONNX AveragePool 1 to 22). Input x [N,C,H,W]; result [N,C,H',W'].</summary>
/// <param name="Window">The window.</param>
/// <param name="CountIncludePad">Whether the divisor counts padding; what hangs over the padded map never counts.</param>
public sealed record AveragePool2d(Window2d Window, bool CountIncludePad = false) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "average_pool2d";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var g = context.ResolveWindow(Window);
        var x = context.Shape(0);
        return new(ElementType.Float32, [x[0], x[1], g.OutputHeight, g.OutputWidth]);
    }
}
