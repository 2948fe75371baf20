using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>The maximum of each window (ONNX MaxPool 1 to 22); padding never wins. Input x [N,C,H,W]; result [N,C,H',W'].</summary>
/// <param name="Window">The window.</param>
public sealed record MaxPool2d(Window2d Window) : Operator
{
    /// <inheritdoc/>
    public override string Kind => "max_pool2d";

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        var g = context.ResolveWindow(Window);
        var x = context.Shape(0);
        return new(ElementType.Float32, [x[0], x[1], g.OutputHeight, g.OutputWidth]);
    }
}
