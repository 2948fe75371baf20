using IlgpuCam.Tensors;

namespace IlgpuCam.Models.Operators;

/// <summary>What goes back through a <see cref="FullyConnected"/> layer: the gradient of its result times its weights as they are. Inputs: the gradient [N,M], weights [M,K]; result [N,K].</summary>
public sealed record FullyConnectedGradient : BackwardOperator
{
    /// <inheritdoc/>
    public override string Kind => "fully_connected_gradient";

    /// <summary>Whether most of the gradient is expected to be 0, as what goes back from one class is. A hint to backends.</summary>
    internal bool IsSparse { get; init; }

    /// <inheritdoc/>
    public override ValueInfo Infer(InferenceContext context)
    {
        context.RequireInputs(2, 2);
        var (gradient, weights) = (context.RequireFloat(0, 2), context.RequireFloat(1, 2));
        return gradient[1] == weights[0]
            ? new(ElementType.Float32, [gradient[0], weights[1]])
            : throw context.Error($"a gradient of {gradient} does not fit weights of {weights}");
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(InferenceContext context) => context.Shape(0)[0] * context.Shape(1).ElementCount;
}
