using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>What goes back through average pooling: each window's gradient, divided by the number of its elements, is added to them all. Input: the gradient [N,C,H',W']; result [N,C,H,W].</summary>
/// <param name="Window">The window.</param>
/// <param name="Height">Rows of the pooling's input, H.</param>
/// <param name="Width">Columns of the pooling's input, W.</param>
/// <param name="CountIncludePad">Whether padding counts as elements.</param>
public sealed record AveragePoolGradient2d(Window2d Window, int Height, int Width, bool CountIncludePad = false) : BackwardOperator
{
    /// <inheritdoc/>
    public override string Kind => "average_pool_gradient2d";

    /// <summary>The window on the pooling's input.</summary>
    /// <param name="context">The node's inputs.</param>
    /// <exception cref="NetworkException">The input does not fit.</exception>
    public WindowGeometry Geometry(InferenceContext context)
    {
        context.RequireInputs(1, 1);
        var gradient = context.RequireFloat(0, 4);
        var window = Window.Resolve(Height, Width, context);
        return (gradient[2], gradient[3]) == (window.OutputHeight, window.OutputWidth)
            ? window
            : throw context.Error($"a gradient of {window.OutputHeight}x{window.OutputWidth} was expected, found {gradient}");
    }

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        _ = Geometry(context);
        var gradient = context.Shape(0);
        return new(ElementType.Float32, [gradient[0], gradient[1], Height, Width]);
    }
}
