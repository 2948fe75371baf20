using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>
/// What goes back through max pooling: each window's gradient is added to where its maximum was found, the first of equal ones. Inputs: the gradient [N,C,H',W'] and the pooling's input x [N,C,H,W]; result [N,C,H,W].
/// </summary>
/// <param name="Window">The window.</param>
public sealed record MaxPoolGradient2d(Window2d Window) : BackwardOperator
{
    /// <inheritdoc/>
    public override string Kind => "max_pool_gradient2d";

    /// <summary>The window on the pooling's input.</summary>
    /// <param name="context">The node's inputs.</param>
    /// <exception cref="NetworkException">The inputs do not fit.</exception>
    public WindowGeometry Geometry(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var (gradient, x) = (context.RequireFloat(0, 4), context.RequireFloat(1, 4));
        var window = Window.Resolve(x[2], x[3], context);
        return gradient.Equals([x[0], x[1], window.OutputHeight, window.OutputWidth])
            ? window
            : throw context.Error($"a gradient of {x[0]}x{x[1]}x{window.OutputHeight}x{window.OutputWidth} was expected, found {gradient}");
    }

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        _ = Geometry(context);
        return new(ElementType.Float32, context.Shape(1));
    }
}
